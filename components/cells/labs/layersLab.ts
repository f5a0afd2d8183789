import {html} from "htl";
import {errorChart} from "../../charts/errorChart.js";
import {labTable} from "../../charts/labTable.js";
import {toTraining} from "../../training/trainingSpec.js";
import {choiceField} from "../labFields.js";
import {laboratory, type LabRecording} from "../laboratory.js";
import {depthField, pairOf} from "./gradientLab.js";

/** Returns the laboratory of the number of layers in a residual function: 1, 2 or 3, at one depth, beside a plain network. */
export function layersLab({
  recording,
  invalidation
}: {
  recording: LabRecording;
  invalidation?: Promise<unknown>;
}): HTMLElement {
  return laboratory({
    label: "Layers in a residual function",
    fields: [
      depthField(),
      choiceField({name: "layers", label: "Layers in F", options: {"1": "1", "2": "2", "3": "3"}})
    ],
    training({depth, layers}) {
      const [plain, residual] = pairOf(depth);
      const other = {name: residual, layersPerBlock: Number(layers) as 1 | 3};
      return toTraining({
        networks: [plain, ...(layers === "2" ? [] : [other]), residual], // two layers are not named: that is the standard
        steps: 200,
        evaluationInterval: 50
      });
    },
    recording,
    invalidation,
    draw: ({curves, width}) =>
      html`${labTable(curves)}
      ${errorChart(
        curves.flatMap(({errors}) => errors),
        {nets: curves.map(({net}) => net), steps: 200, width, height: 300, least: 0}
      )}`
  });
}
