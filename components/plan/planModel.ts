import type {ModelState} from "../experiment/modelState.js";
import {dropsResidual, type Gate} from "../model/gate.js";
import {type Initialisation, initialValues} from "../model/initialise.js";
import {deviations, type Measurements, norm} from "../model/measurements.js";
import type {BatchResult} from "../model/model.js";
import type {SgdOptions} from "../model/sgd.js";
import {parameterOfVelocity, velocityName} from "../model/velocityName.js";
import type {ParameterSpec} from "../network/parameters.js";
import type {Machine} from "./machine.js";
import type {Plan} from "./plan.js";
import type {Space} from "./tensor.js";

/** A network that trains by a plan: what Model is to the reference path. Must be disposed. */
export class PlanModel {
  private hyper = "";
  /** Blocks whose residual functions are not computed. */
  private readonly dropped = {training: new Set<string>(), evaluation: new Set<string>()};

  constructor(
    readonly plan: Plan,
    readonly machine: Machine,
    seed: number,
    {initialisation}: {initialisation?: Initialisation} = {}
  ) {
    const valuesOf = (spec: ParameterSpec) => initialValues(spec, seed, {initialisation});
    this.load(Object.fromEntries(plan.specs.map((spec) => [spec.name, valuesOf(spec)])));
    for (const block of plan.blocks) this.setGate(block, {residual: 1, shortcut: 1});
  }

  /**
   * Trains on one batch and resolves to its loss and error count, both from before the step. The step is under way when
   * this returns: another may be begun before it resolves.
   *
   * - *images*: `[batch, height, width, channels]`; *labels*: `[batch]`; *batch* is the plan's own
   */
  async step(images: Float32Array, labels: Int32Array, options: SgdOptions): Promise<BatchResult> {
    this.machine.write(this.plan.tensors.images, images);
    this.machine.write(this.plan.tensors.labels, labels);
    this.writeHyper(options);
    const {train, tensors} = this.plan;
    return this.result(this.machine.run(train, [tensors.metrics], this.dropped.training));
  }

  /** Like step, except that nothing is learned, running statistics are used, and there may be any number of images. */
  async evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult> {
    const {batch, tensors, evaluate} = this.plan;
    const imageSize = tensors.images.size / batch;
    const results: Promise<BatchResult>[] = [];
    const counts: number[] = [];
    for (let first = 0; first < labels.length; first += batch) {
      const last = Math.min(first + batch, labels.length);
      const padded = new Int32Array(batch).fill(-1); // no images
      padded.set(labels.subarray(first, last));
      this.machine.write(tensors.testImages, images.subarray(first * imageSize, last * imageSize));
      this.machine.write(tensors.testLabels, padded);
      results.push(this.result(this.machine.run(evaluate, [tensors.metrics], this.dropped.evaluation)));
      counts.push(last - first);
    }
    const parts = await Promise.all(results);
    return {
      lossNats: parts.reduce((sum, {lossNats}, i) => sum + lossNats * counts[i], 0) / labels.length,
      errors: parts.reduce((sum, {errors}) => sum + errors, 0)
    };
  }

  /** Returns a copy of all parameters, running statistics and velocities. */
  async state(): Promise<ModelState> {
    const {specs, layout} = this.plan;
    const [parameters, velocities, statistics] = await this.machine.read(
      (["parameters", "velocities", "statistics"] as const).map(layout.whole)
    );
    const state: ModelState = {};
    for (const {name, trainable} of specs) {
      state[name] = layout.cut(name, trainable ? parameters : statistics).slice();
      if (trainable) state[velocityName(name)] = layout.cut(name, velocities).slice();
    }
    return state;
  }

  /** Sets what a *state* holds; what it does not hold stays. Throws on an unknown name or a wrong size. */
  load(state: ModelState): void {
    for (const [name, values] of Object.entries(state)) {
      const moved = parameterOfVelocity(name);
      const place = this.plan.layout.place(moved ?? name);
      if (moved !== undefined && place.space !== "parameters") {
        throw new RangeError(`unknown parameter: ${name}; what is not trained has no velocity`);
      }
      const space: Space = moved === undefined ? place.space : "velocities";
      if (place.size !== values.length) {
        throw new RangeError(`invalid ${name}: ${values.length} values; it has ${place.size}`);
      }
      this.machine.write({...place, name, space}, values);
    }
  }

  /** Residual blocks whose sums have a gate, in order. */
  get blocks(): readonly string[] {
    return this.plan.blocks;
  }

  /**
   * Multiplies a block's branches from the next step on, without preparing anything anew. A residual function of which
   * nothing is left is not computed.
   */
  setGate(block: string, gate: Gate): void {
    const {machine, plan, dropped} = this;
    const {
      residual,
      shortcut,
      residualBack = residual,
      shortcutBack = shortcut,
      residualTest = residual
    } = gate;
    machine.write(plan.gate(block), Float32Array.of(residual, shortcut, residualBack, shortcutBack));
    machine.write(plan.testGate(block), Float32Array.of(residualTest, shortcut, 0, 0)); // nothing goes back
    for (const mode of ["training", "evaluation"] as const)
      dropped[mode][dropsResidual(gate, mode) ? "add" : "delete"](block);
  }

  /**
   * Returns the gradient of the mean loss of a batch with respect to its images, by batch statistics; nothing is learned,
   * but running statistics follow the batch. The plan must have been made **withInput**.
   *
   * - *images*: `[batch, height, width, channels]`; *labels*: `[batch]`; *batch* is the plan's own
   * - result: of the images' shape
   */
  async inputGradient(images: Float32Array, labels: Int32Array): Promise<Float32Array> {
    const {tensors, differentiate} = this.plan;
    if (!tensors.inputGradient)
      throw new Error("this plan gives no gradient of the images; make it with withInput");
    this.machine.write(tensors.images, images);
    this.machine.write(tensors.labels, labels);
    const [gradient] = await this.machine.run(differentiate, [tensors.inputGradient], this.dropped.training);
    return gradient;
  }

  /** Measures the last step: gradients, the blocks' responses to its batch, and the normalizations. */
  async measure(): Promise<Measurements> {
    const {plan, machine} = this;
    const [gradients, parameters, ...sums] = await machine.run(plan.observe, [
      plan.layout.whole("gradients"),
      plan.layout.whole("parameters"),
      ...plan.observations.map(({tensor}) => tensor)
    ]);
    const gradientNorms = new Map(
      plan.specs
        .filter(({trainable}) => trainable)
        .map(({name}) => [name, norm(plan.layout.cut(name, gradients))])
    );
    const responses = plan.blocks.map((block) => {
      const of = (branch: "residual" | "shortcut") => {
        const i = plan.observations.findIndex((found) => found.block === block && found.of === branch);
        const {count, scale} = plan.observations[i];
        return Math.abs(scale) * Math.sqrt(sums[i][0] / count);
      };
      return {block, residual: of("residual"), shortcut: of("shortcut")};
    });
    return {
      gradientNorms,
      responses,
      deviations: deviations(plan.specs, (name) => plan.layout.cut(name, parameters))
    };
  }

  /** Frees all memory. */
  dispose(): void {
    this.machine.dispose();
  }

  /** The few numbers of gradient descent are written when they change. */
  private writeHyper({learningRate, momentum, weightDecay}: SgdOptions): void {
    const text = `${learningRate} ${momentum} ${weightDecay}`;
    if (text === this.hyper) return;
    this.hyper = text;
    this.machine.write(this.plan.tensors.hyper, Float32Array.of(learningRate, momentum, weightDecay, 0));
  }

  private async result(read: Promise<Float32Array[]>): Promise<BatchResult> {
    const [[lossNats, errors]] = await read;
    return {lossNats, errors};
  }
}
