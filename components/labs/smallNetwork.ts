import type {TrainingSpec} from "../experiment/trainingSpec.js";

/** What the networks of four convolutions share that stand for those before residual ones: no batch normalization. */
export const smallNetwork = {
  ...{width: 16, norm: false, headInit: "zero", evaluationInterval: 50}
} satisfies Partial<TrainingSpec>;
