import {add, mul, scalar, sub, value} from "./formula.js";
import type {Optimizer} from "./optimizer.js";

const [parameter, gradient, velocity, decayed] = ["parameter", "gradient", "velocity", "decayed"].map(value);

/**
 * Stochastic gradient descent with momentum: g ← gradient + weightDecay·p, v ← momentum·v + g, p ← p − learningRate·v.
 * With **nesterov** p ← p − learningRate·(g + momentum·v). (He et al. 2015, §3.4, use momentum 0.9 and weight decay 1e-4.)
 *
 * Source: torch.optim.SGD, without dampening.
 */
export const sgd = {
  type: "sgd",
  label: "SGD",
  slots: ["velocity"],
  defaults: {learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 1e-4},
  scalars: ({learningRate, momentum = 0, nesterov = false, weightDecay}) => ({
    momentum,
    weightDecay,
    velocityRate: nesterov ? learningRate * momentum : learningRate,
    gradientRate: nesterov ? learningRate : 0
  }),
  update: [
    {name: "decayed", formula: add(gradient, mul(parameter, scalar("weightDecay")))},
    {name: "velocity", formula: add(decayed, mul(velocity, scalar("momentum")))},
    {
      name: "parameter",
      formula: sub(
        sub(parameter, mul(velocity, scalar("velocityRate"))),
        mul(decayed, scalar("gradientRate"))
      )
    }
  ]
} as const satisfies Optimizer;
