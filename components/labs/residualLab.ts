import {html} from "htl";
import type {MeasuredStep} from "../charts/labCurves.js";
import {layerChart} from "../charts/layerChart.js";
import {netSwatches} from "../charts/netLegend.js";
import {stepNotes} from "../charts/stepNotes.js";
import {withSymbol} from "../symbols/withSymbol.js";
import {depthField, measuredDepthPair, measuredSteps} from "./depthPair.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {notes} from "./notes.js";
import {stepField} from "./stepField.js";

/** Returns the laboratory of how large residual functions are: ‖F(x)‖/‖x‖ of each block, and each layer's response. */
export function residualLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Sizes of the residual functions",
    fields: [depthField(), stepField(measuredSteps, "After step")],
    training: measuredDepthPair,
    recording,
    invalidation,
    draw: ({curves, values: {step}, width}) => {
      const chosen = {step: Number(step), width, height: 260};
      const residual = curves.filter(({measured}) => measured.some(({residuals}) => residuals.length > 0));
      return html`${netSwatches(curves.map(({net}) => net))}
      ${withSymbol(layerChart(residual, {...chosen, values: ratios, label: "‖F(x)‖ / ‖x‖", of: "block"}), "F")}
      ${layerChart(curves, {...chosen, values: ({responses}) => responses, label: "response of the layer"})}
      ${notes(stepNotes(curves, chosen.step))}`;
    }
  });
}

/** ‖F(x)‖ over what the shortcut adds to it. */
function ratios({residuals, shortcuts}: MeasuredStep): number[] {
  return residuals.map((residual, i) => residual / shortcuts[i]);
}
