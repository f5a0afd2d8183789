import {adamW} from "./adamW.js";
import type {Optimizer, StepSettings} from "./optimizer.js";
import {sgd} from "./sgd.js";

const registered = [sgd, adamW];

/** Every optimiser that there is; the first is the default. */
export const optimizers: readonly Optimizer[] = registered;

/** The type of an optimiser. */
export type OptimizerType = (typeof registered)[number]["type"];

/** An optimiser and its numbers. */
export interface OptimizerSettings extends StepSettings {
  /** Defaults to "sgd". */
  type?: OptimizerType;
}

/** What a step of training is told: the optimiser's settings, and its number, counted from 1. */
export interface StepOptions extends StepSettings {
  /** An optimiser whose formulas depend on it must be told it. */
  step?: number;
}

/** Returns the optimiser of a *type*. */
export function optimizerOf(type: OptimizerType = "sgd"): Optimizer {
  const found = optimizers.find((optimizer) => optimizer.type === type);
  if (!found) {
    const known = optimizers.map((optimizer) => optimizer.type).join(", ");
    throw new RangeError(`unknown optimizer: ${type}; it must be one of ${known}`);
  }
  return found;
}

/** Returns the names of an optimiser's scalars, in their order. */
export function scalarNames({scalars, defaults}: Optimizer): string[] {
  return Object.keys(scalars(defaults, 1));
}

/** Returns the scalars of a step. Throws if one of them is no number, as where a step is not told its number. */
export function scalarsOf(
  {type, scalars}: Optimizer,
  {step = NaN, ...settings}: StepOptions
): Record<string, number> {
  const found = scalars(settings, step);
  for (const [name, scalar] of Object.entries(found))
    if (Number.isNaN(scalar))
      throw new RangeError(`invalid step: ${step}; ${name} of ${type} is then no number`);
  return found;
}
