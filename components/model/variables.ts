import * as tf from "@tensorflow/tfjs";
import type {ModelState} from "../experiment/modelState.js";
import type {ParameterSpec} from "../network/parameters.js";
import {type BatchStatistics, updateRunning} from "./batchNorm.js";
import {type SgdOptions, sgdStep} from "./sgd.js";
import {parameterOfVelocity, velocityName} from "./velocityName.js";

/** A network's parameters, running statistics and velocities on the backend that is set. Must be disposed. */
export class ModelVariables {
  /** Parameters that have a gradient, in the order of a forward pass. */
  readonly trainable: readonly ParameterSpec[];
  private readonly values: ReadonlyMap<string, tf.Variable>;
  private readonly velocities: ReadonlyMap<string, tf.Variable>;

  constructor(specs: readonly ParameterSpec[], valuesOf: (spec: ParameterSpec) => Float32Array) {
    const variable = (spec: ParameterSpec, values: Float32Array) =>
      tf.tidy(() => tf.variable(tf.tensor(values, [...spec.shape]), spec.trainable));
    this.trainable = specs.filter(({trainable}) => trainable);
    this.values = new Map(specs.map((spec) => [spec.name, variable(spec, valuesOf(spec))]));
    this.velocities = new Map(
      this.trainable.map((spec) => [spec.name, variable(spec, new Float32Array(sizeOf(spec)))])
    );
  }

  /** Returns a parameter or running statistic. Throws if there is none of this *name*. */
  get(name: string): tf.Variable {
    const variable = this.values.get(name);
    if (!variable) throw new RangeError(`unknown parameter: ${name}; this network has no such parameter`);
    return variable;
  }

  /** Moves the parameters by *gradients*, as PyTorch's SGD does. */
  step(gradients: ReadonlyMap<string, tf.Tensor>, options: SgdOptions): void {
    sgdStep(
      this.trainable.map(({name}) => ({
        parameter: this.get(name),
        velocity: this.velocities.get(name)!,
        gradient: gradients.get(name)!
      })),
      options
    );
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

  /** Returns a copy of all parameters, running statistics and velocities. */
  async state(): Promise<ModelState> {
    const named: [string, tf.Variable][] = [
      ...this.values,
      ...[...this.velocities].map(([name, value]): [string, tf.Variable] => [velocityName(name), value])
    ];
    const copies = named.map(
      async ([name, value]) => [name, (await value.data<"float32">()).slice()] as const
    );
    return Object.fromEntries(await Promise.all(copies));
  }

  /** Sets what a *state* holds; what it does not hold stays. Throws on an unknown name or a wrong size. */
  load(state: ModelState): void {
    for (const [name, values] of Object.entries(state)) {
      const moved = parameterOfVelocity(name);
      const target = moved === undefined ? this.values.get(name) : this.velocities.get(moved);
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
    for (const variable of [...this.values.values(), ...this.velocities.values()]) variable.dispose();
  }

  private statisticsOf(name: string): [mean: tf.Variable, variance: tf.Variable] {
    return [this.get(`${name}.running_mean`), this.get(`${name}.running_var`)];
  }
}

function sizeOf({shape}: ParameterSpec): number {
  return shape.reduce((product, n) => product * n, 1);
}
