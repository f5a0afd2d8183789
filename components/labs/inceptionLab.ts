import {toTraining} from "../experiment/trainingSpec.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Returns the laboratory of Inception modules: four with reductions, and four without that put out as many channels. */
export function inceptionLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Inception modules with and without reductions",
    training: () =>
      toTraining({
        networks: [true, false].map((reductions) => ({name: "cifar-inception-4", reductions})),
        ...{width: 32, headInit: "zero", evaluationInterval: 50},
        dataset: {difficulty: "crowded"},
        optimizer: {learningRate: 0.03},
        steps: 400
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
