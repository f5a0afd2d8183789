import type {Optimizer} from "../experiment/optimizers/optimizer.js";
import {type OptimizerType, scalarNames} from "../experiment/optimizers/optimizers.js";
import type {ParameterLayout} from "./parameterLayout.js";
import type {Call} from "./program.js";
import type {Tensor} from "./tensor.js";

/** Returns the call that moves all parameters one step. */
export function optimizerCall(
  {type, slots}: Optimizer,
  {size, whole}: ParameterLayout,
  scalars: Tensor
): Call {
  const slotTensors = slots.map((slot) => [slot, whole(`slot:${slot}`)]);
  return {
    kernel: {type: "optimizerStep", optimizer: type as OptimizerType, size},
    read: {gradients: whole("gradients"), scalars},
    write: {parameters: whole("parameters"), ...Object.fromEntries(slotTensors)}
  };
}

/** Returns the numbers that an optimiser's scalars take: whole vectors of four. */
export function scalarsSize(optimizer: Optimizer): number {
  return 4 * Math.ceil(scalarNames(optimizer).length / 4);
}
