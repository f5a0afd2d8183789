import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {depthField, depthPair} from "./depthPair.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Returns the laboratory of the number of layers in a residual function: 1, 2 or 3, at one depth, beside a plain network. */
export function layersLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Layers in a residual function",
    fields: [
      depthField(),
      choiceField({
        name: "layers",
        label: "Layers in F",
        options: {"1": "1", "2": "2", "3": "3"},
        setting: "layersPerBlock"
      })
    ],
    training({depth, layers}) {
      const [plain, residual] = depthPair(depth);
      const other = {name: residual, layersPerBlock: Number(layers) as 1 | 3};
      return toTraining({
        networks: [plain, ...(layers === "2" ? [] : [other]), residual], // two layers are the default
        steps: 200,
        headInit: "zero",
        evaluationInterval: 50
      });
    },
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 200, width})
  });
}
