import {takenOut} from "../charts/pixelRates.js";
import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of what is taken out of pixels: nothing, their mean, or mean and deviation. */
export function pixelsLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "What is taken out of pixels",
    fields: [
      choiceField({name: "normalization", label: "Taken out", options: takenOut, value: "none"}),
      choiceField({
        name: "learningRate",
        label: "Learning rate",
        options: {"0.01": "0.01", "0.03": "0.03", "0.1": "0.1"},
        value: "0.03"
      }),
      choiceField({name: "norm", label: "Batch norm", options: {off: "off", on: "on"}})
    ],
    training: ({normalization, learningRate, norm}) =>
      toTraining({
        ...smallNetwork,
        headInit: "he",
        networks: ["cifar-convnet-4"],
        norm: norm === "on",
        dataset: {normalization: normalization as keyof typeof takenOut},
        optimizer: {learningRate: Number(learningRate)},
        steps: 200
      }),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 200, width})
  });
}
