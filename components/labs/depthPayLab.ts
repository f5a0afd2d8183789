import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {choiceField} from "../widgets/labFields.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** The setting in which depth pays up to 20 layers: crowded images, and a rate that rises and falls. */
const crowded: Omit<TrainingSpec, "networks"> = {
  headInit: "zero",
  dataset: {difficulty: "crowded"},
  optimizer: {learningRate: 0.1},
  schedule: {type: "cosine", warmupSteps: 50},
  steps: 400,
  evaluationInterval: 50
};

/** Returns the laboratory of whether depth pays: a residual network of 20 layers beside a shallower or a deeper one. */
export function depthPayLab({recording, invalidation}: LabOptions): HTMLElement {
  return laboratory({
    label: "Does depth pay?",
    fields: [
      choiceField({
        name: "other",
        label: "Beside 20 layers",
        options: {"cifar-resnet-8": "8 layers", "cifar-resnet-56": "56 layers"}
      })
    ],
    training: ({other}) => toTraining({networks: [String(other), "cifar-resnet-20"], ...crowded}),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width})
  });
}
