import * as tf from "@tensorflow/tfjs";
import {foldFormula} from "../experiment/optimizers/formula.js";
import type {Optimizer} from "../experiment/optimizers/optimizer.js";
import {scalarsOf, type StepOptions} from "../experiment/optimizers/optimizers.js";

/** A parameter, what its optimiser keeps for it, and the gradient of this step; all of one shape. */
export interface Moved {
  parameter: tf.Variable;
  slots: Readonly<Record<string, tf.Variable>>;
  gradient: tf.Tensor;
}

/** Moves every parameter one step, as the *optimizer*'s formulas say. */
export function optimizerStep(optimizer: Optimizer, moved: Iterable<Moved>, options: StepOptions): void {
  tf.tidy(() => {
    const numbers = Object.entries(scalarsOf(optimizer, options));
    const scalars = new Map(numbers.map(([name, number]) => [name, tf.scalar(number)]));
    for (const {parameter, slots, gradient} of moved) {
      const variables: Record<string, tf.Variable> = {parameter, ...slots};
      const values = new Map<string, tf.Tensor>(Object.entries({...variables, gradient}));
      for (const {name, formula} of optimizer.update) {
        const result = foldFormula<tf.Tensor>(formula, {
          value: (name) => values.get(name)!,
          scalar: (name) => scalars.get(name)!,
          add: tf.add,
          sub: tf.sub,
          mul: tf.mul,
          div: tf.div,
          sqrt: tf.sqrt
        });
        if (variables[name]) variables[name].assign(result);
        else values.set(name, result);
      }
    }
  });
}
