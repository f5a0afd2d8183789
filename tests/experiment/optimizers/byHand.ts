/** One weight, and what its optimiser keeps for it. */
export interface Weight {
  parameter: number;
  [slot: string]: number;
}

/** Moves one weight by its *gradient* in a *step*, counted from 1. */
export type MoveByHand = (weight: Weight, gradient: number, step: number) => void;

/** Returns torch.optim.SGD in float64, line by line as in its documentation, without dampening. */
export function sgdByHand({
  learningRate,
  momentum,
  nesterov,
  weightDecay
}: {
  learningRate: number;
  momentum: number;
  nesterov: boolean;
  weightDecay: number;
}): MoveByHand {
  return (weight, gradient, step) => {
    let g = gradient + weightDecay * weight.parameter;
    weight.velocity = step > 1 ? momentum * weight.velocity + g : g;
    g = nesterov ? g + momentum * weight.velocity : weight.velocity;
    weight.parameter -= learningRate * g;
  };
}

/** Returns torch.optim.AdamW in float64, line by line as in its documentation. */
export function adamWByHand({
  learningRate,
  beta1,
  beta2,
  epsilon,
  weightDecay
}: {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
}): MoveByHand {
  return (weight, gradient, step) => {
    weight.parameter -= learningRate * weightDecay * weight.parameter;
    weight.expAvg = beta1 * weight.expAvg + (1 - beta1) * gradient;
    weight.expAvgSq = beta2 * weight.expAvgSq + (1 - beta2) * gradient ** 2;
    const mean = weight.expAvg / (1 - beta1 ** step);
    const meanSquare = weight.expAvgSq / (1 - beta2 ** step);
    weight.parameter -= (learningRate * mean) / (Math.sqrt(meanSquare) + epsilon);
  };
}

const sgd = {learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 0.01};
const adamW = {learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1};

/** Every optimiser, with settings and without a trace of ours in how they are computed. */
export const handMade = [
  {title: "sgd", type: "sgd", settings: sgd, move: sgdByHand(sgd)},
  {
    title: "sgd without momentum",
    type: "sgd",
    settings: {...sgd, momentum: 0},
    move: sgdByHand({...sgd, momentum: 0})
  },
  {
    title: "sgd with nesterov",
    type: "sgd",
    settings: {...sgd, nesterov: true},
    move: sgdByHand({...sgd, nesterov: true})
  },
  {title: "adamW", type: "adamW", settings: adamW, move: adamWByHand(adamW)}
] as const;
