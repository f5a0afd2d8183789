import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {errorFigure} from "./errorFigure.js";
import type {LabOptions} from "./labOptions.js";
import {laboratory} from "./laboratory.js";

/** Options of crowdedLab: what differs from one such laboratory to the next. */
export interface CrowdedLabOptions extends LabOptions {
  label: string;
  /** The networks, and what they share besides the images, the learning rate and the steps. */
  training: TrainingSpec;
}

/** Returns a laboratory without fields: some networks, 400 steps on crowded shapes, and the curves of their errors. */
export function crowdedLab({label, training, recording, invalidation}: CrowdedLabOptions): HTMLElement {
  const steps = 400;
  const dataset = {difficulty: "crowded"} as const;
  return laboratory({
    label,
    training: () => toTraining({...training, dataset, optimizer: {learningRate: 0.03}, steps}),
    recording,
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps, width})
  });
}
