import type {Optimizer} from "../experiment/optimizers/optimizer.js";
import {type OptimizerType, scalarNames} from "../experiment/optimizers/optimizers.js";
import type {MovedSpace, ParameterLayout} from "./parameterLayout.js";
import type {Call} from "./program.js";
import type {Tensor} from "./tensor.js";

/** What moves parameters, and the layer whose parameters **only** are moved. Defaults to all. */
export interface OptimizerCallOptions {
  scalars: Tensor;
  only?: string;
}

/** Returns the call that moves all parameters one step, or those of one layer. */
export function optimizerCall(
  {type, slots}: Optimizer,
  {whole, layer}: ParameterLayout,
  {scalars, only}: OptimizerCallOptions
): Call {
  const moved = only === undefined ? whole : (space: MovedSpace) => layer(only, space);
  const slotTensors = slots.map((slot) => [slot, moved(`slot:${slot}`)]);
  const parameters = moved("parameters");
  return {
    kernel: {type: "optimizerStep", optimizer: type as OptimizerType, size: parameters.size},
    read: {gradients: moved("gradients"), scalars},
    write: {parameters, ...Object.fromEntries(slotTensors)}
  };
}

/** Returns the numbers that an optimiser's scalars take: whole vectors of four. */
export function scalarsSize(optimizer: Optimizer): number {
  return 4 * Math.ceil(scalarNames(optimizer).length / 4);
}
