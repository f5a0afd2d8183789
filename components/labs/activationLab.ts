import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of activations: four convolutions with ReLU, tanh or the sigmoid, at several learning rates. */
export function activationLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "ReLU, tanh and sigmoid",
    fields: [
      choiceField({
        name: "learningRate",
        label: "Learning rate",
        options: {"0.03": "0.03", "0.1": "0.1", "0.3": "0.3", "1.0": "1"},
        value: "0.1"
      })
    ],
    training: ({learningRate}) =>
      toTraining({
        ...smallNetwork,
        networks: (["relu", "tanh", "sigmoid"] as const).map((activation) => ({
          ...{name: "cifar-convnet-4", activation}
        })),
        optimizer: {learningRate: Number(learningRate)},
        steps: 400
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
