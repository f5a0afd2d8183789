import {html} from "htl";
import {layerChart} from "../charts/layerChart.js";
import {netSwatches} from "../charts/netLegend.js";
import {stepNotes} from "../charts/stepNotes.js";
import {choiceField} from "../widgets/labFields.js";
import {depthField, measuredDepthPair, measuredSteps} from "./depthPair.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {notes} from "./notes.js";
import {stepField} from "./stepField.js";

/** Returns the laboratory of gradient norms: of each layer's weights, through a training, with and without batch norm. */
export function gradientLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Gradients of the layers",
    fields: [
      depthField(),
      choiceField({name: "norm", label: "Batch norm", options: {on: "on", off: "off"}}),
      stepField(measuredSteps)
    ],
    training: measuredDepthPair,
    recording,
    invalidation,
    draw: ({curves, values: {step}, width}) =>
      html`${netSwatches(curves.map(({net}) => net))}
      ${layerChart(curves, {
        values: ({gradients}) => gradients,
        label: "‖gradient‖ of the weights",
        step: Number(step),
        width,
        logarithmic: true
      })}
      ${notes(stepNotes(curves, Number(step)))}`
  });
}
