import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {depthField, depthPair} from "./depthPair.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Returns the laboratory of a plain and a residual network without normalization, at two learning rates. */
export function withoutNormLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Without normalization",
    fields: [
      depthField(20),
      choiceField({name: "rate", label: "Learning rate", options: {"0.005": "0.005", "0.05": "0.05"}})
    ],
    training: ({depth, rate}) =>
      toTraining({
        networks: depthPair(depth),
        norm: false,
        headInit: "zero",
        optimizer: {learningRate: Number(rate)},
        steps: 400,
        evaluationInterval: 50
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
