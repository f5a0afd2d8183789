import * as tf from "@tensorflow/tfjs";
import {type ModelState, slotName, slotOf} from "../experiment/modelState.js";
import type {Optimizer} from "../experiment/optimizers/optimizer.js";
import type {StepOptions} from "../experiment/optimizers/optimizers.js";
import type {ParameterSpec} from "../network/parameters.js";
import {type BatchStatistics, updateRunning} from "./batchNorm.js";
import {optimizerStep} from "./optimizerStep.js";

/** A network's parameters, running statistics and its optimiser's slots on the backend that is set. Must be disposed. */
export class ModelVariables {
  /** Parameters that have a gradient, in the order of a forward pass. */
  readonly trainable: readonly ParameterSpec[];
  /** Those of them that a step moves: of a frozen body none. */
  readonly moved: readonly ParameterSpec[];
  readonly optimizer: Optimizer;
  private readonly values: ReadonlyMap<string, tf.Variable>;
  /** What the optimiser keeps, by its names in a model's state. */
  private readonly slots: ReadonlyMap<string, tf.Variable>;

  constructor(
    specs: readonly ParameterSpec[],
    valuesOf: (spec: ParameterSpec) => Float32Array,
    {optimizer, body}: {optimizer: Optimizer; body: "trained" | "frozen"}
  ) {
    this.optimizer = optimizer;
    const variable = (spec: ParameterSpec, values: Float32Array) =>
      tf.tidy(() => tf.variable(tf.tensor(values, [...spec.shape]), spec.trainable));
    this.trainable = specs.filter(({trainable}) => trainable);
    this.moved = body === "frozen" ? this.trainable.filter(({head}) => head) : this.trainable;
    this.values = new Map(specs.map((spec) => [spec.name, variable(spec, valuesOf(spec))]));
    this.slots = new Map(
      this.trainable.flatMap((spec) =>
        optimizer.slots.map((slot): [string, tf.Variable] => [
          slotName(slot, spec.name),
          variable(spec, new Float32Array(sizeOf(spec)))
        ])
      )
    );
  }

  /** Returns a parameter or running statistic. Throws if there is none of this *name*. */
  get(name: string): tf.Variable {
    const variable = this.values.get(name);
    if (!variable) throw new RangeError(`unknown parameter: ${name}; this network has no such parameter`);
    return variable;
  }

  /** Moves the parameters that are not frozen by *gradients*, as the optimiser does. */
  step(gradients: ReadonlyMap<string, tf.Tensor>, options: StepOptions): void {
    const moved = this.moved.map(({name}) => ({
      parameter: this.get(name),
      slots: this.slotsOf(name),
      gradient: gradients.get(name)!
    }));
    optimizerStep(this.optimizer, moved, options);
  }

  /** Moves a normalization's running statistics towards those of a batch over *count* values, which are disposed. */
  follow(name: string, {mean, variance}: BatchStatistics, count: number): void {
    tf.tidy(() => {
      const [runningMean, runningVariance] = this.statisticsOf(name);
      runningMean.assign(updateRunning(runningMean as tf.Tensor1D, mean));
      runningVariance.assign(
        updateRunning(runningVariance as tf.Tensor1D, variance, count / Math.max(count - 1, 1))
      );
    });
    tf.dispose([mean, variance]);
  }

  /** Like follow, except that those of the batch take their place. */
  adopt(name: string, {mean, variance}: BatchStatistics): void {
    const [runningMean, runningVariance] = this.statisticsOf(name);
    runningMean.assign(mean);
    runningVariance.assign(variance);
    tf.dispose([mean, variance]);
  }

  /** Returns a copy of all parameters, running statistics and slots. */
  async state(): Promise<ModelState> {
    const copies = [...this.values, ...this.slots].map(
      async ([name, value]) => [name, (await value.data<"float32">()).slice()] as const
    );
    return Object.fromEntries(await Promise.all(copies));
  }

  /** Sets what a *state* holds; what it does not hold stays. Throws on an unknown name or a wrong size. */
  load(state: ModelState): void {
    for (const [name, values] of Object.entries(state)) {
      const target = (slotOf(name) ? this.slots : this.values).get(name);
      if (!target) throw new RangeError(`unknown parameter: ${name}; this network has no such parameter`);
      if (target.size !== values.length) {
        throw new RangeError(
          `invalid ${name}: ${values.length} values; its shape is ${target.shape.join("×")}`
        );
      }
      tf.tidy(() => target.assign(tf.tensor(values, target.shape)));
    }
  }

  /** Frees all tensors. */
  dispose(): void {
    for (const variable of [...this.values.values(), ...this.slots.values()]) variable.dispose();
  }

  private slotsOf(parameter: string): Record<string, tf.Variable> {
    const {slots} = this.optimizer;
    return Object.fromEntries(slots.map((slot) => [slot, this.slots.get(slotName(slot, parameter))!]));
  }

  private statisticsOf(name: string): [mean: tf.Variable, variance: tf.Variable] {
    return [this.get(`${name}.running_mean`), this.get(`${name}.running_var`)];
  }
}

function sizeOf({shape}: ParameterSpec): number {
  return shape.reduce((product, n) => product * n, 1);
}
