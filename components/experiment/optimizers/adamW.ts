import {add, div, mul, scalar, sqrt, sub, value} from "./formula.js";
import type {Optimizer} from "./optimizer.js";

const [parameter, gradient, expAvg, expAvgSq] = ["parameter", "gradient", "expAvg", "expAvgSq"].map(value);

/**
 * Adam with decoupled weight decay: p ← p·(1 − learningRate·weightDecay), then p ← p − learningRate·m̂ / (√v̂ + ε), where
 * m and v are running means of the gradient and its square, and m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) in step t.
 *
 * Source: Loshchilov and Hutter 2019 (arXiv:1711.05101), Algorithm 2; torch.optim.AdamW, whose defaults these are.
 */
export const adamW = {
  type: "adamW",
  label: "AdamW",
  slots: ["expAvg", "expAvgSq"],
  defaults: {learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01},
  scalars: ({learningRate, weightDecay, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8}, step) => ({
    kept: 1 - learningRate * weightDecay,
    beta1,
    newShare: 1 - beta1,
    beta2,
    newSquareShare: 1 - beta2,
    rate: learningRate / (1 - beta1 ** step),
    rootFactor: 1 / Math.sqrt(1 - beta2 ** step),
    epsilon
  }),
  update: [
    {name: "expAvg", formula: add(mul(expAvg, scalar("beta1")), mul(gradient, scalar("newShare")))},
    {
      name: "expAvgSq",
      formula: add(mul(expAvgSq, scalar("beta2")), mul(mul(gradient, gradient), scalar("newSquareShare")))
    },
    {
      name: "parameter",
      formula: sub(
        mul(parameter, scalar("kept")),
        div(mul(expAvg, scalar("rate")), add(mul(sqrt(expAvgSq), scalar("rootFactor")), scalar("epsilon")))
      )
    }
  ]
} as const satisfies Optimizer;
