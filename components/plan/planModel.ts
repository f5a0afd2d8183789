import {type ModelState, slotName, slotOf} from "../experiment/modelState.js";
import {scalarsOf, type StepOptions} from "../experiment/optimizers/optimizers.js";
import {seedHalves} from "../model/dropoutMask.js";
import {dropsResidual, type Gate} from "../model/gate.js";
import {firstState, type FirstValues} from "../model/initialise.js";
import {deviations, type Measurements, vectorNorm} from "../model/measurements.js";
import type {BatchResult} from "../model/model.js";
import {evaluateBatches} from "./evaluateBatches.js";
import type {Machine} from "./machine.js";
import type {Plan} from "./plan.js";
import type {SlotSpace, Tensor} from "./tensor.js";

/** A network that trains by a plan: what Model is to the reference path. Must be disposed. */
export class PlanModel {
  /** The optimiser's scalars as they were last written. */
  private scalars = "";
  /** The seed of dropout as it was last written. */
  private seed?: number;
  /** Blocks whose residual functions are not computed. */
  private readonly dropped = {training: new Set<string>(), evaluation: new Set<string>()};

  constructor(
    readonly plan: Plan,
    readonly machine: Machine,
    seed: number,
    first: FirstValues = {}
  ) {
    this.load(firstState(plan.specs, seed, first));
    for (const block of plan.blocks) this.setGate(block, {residual: 1, shortcut: 1});
  }

  /**
   * Trains on one batch and resolves to its loss and error count, both from before the step. The step is under way when
   * this returns: another may be begun before it resolves. **seed** chooses what dropout drops; it defaults to 0.
   *
   * - *images*: `[batch, height, width, channels]`; *labels*: `[batch]`; *batch* is the plan's own
   */
  async step(
    images: Float32Array,
    labels: Int32Array,
    options: StepOptions & {seed?: number}
  ): Promise<BatchResult> {
    this.machine.write(this.plan.tensors.images, images);
    this.machine.write(this.plan.tensors.labels, labels);
    this.writeScalars(options);
    this.writeSeed(options.seed);
    const {train, tensors} = this.plan;
    return this.result(this.machine.run(train, [tensors.metrics], this.dropped.training));
  }

  /** Like step, except that nothing is learned, running statistics are used, and there may be any number of images. */
  async evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult> {
    const {batch, tensors, evaluate: program} = this.plan;
    const {testImages, testLabels, metrics} = tensors;
    const dropped = this.dropped.evaluation;
    const evaluation = {program, batch, images: testImages, labels: testLabels, metrics, dropped};
    return evaluateBatches(this.machine, evaluation, {images, labels});
  }

  /**
   * Returns the class that each of *images* is put in, by running statistics: that of its largest output, the first of
   * several.
   *
   * - *images*: `[count, height, width, channels]`, of any count
   * - result: `[count]`
   */
  async classify(images: Float32Array): Promise<number[]> {
    const {batch, tensors, evaluate} = this.plan;
    const size = tensors.images.size / batch;
    const parts: Promise<number[]>[] = [];
    for (let first = 0; first < images.length; first += batch * size) {
      const part = images.subarray(first, first + batch * size);
      this.machine.write(tensors.testImages, part);
      this.machine.write(tensors.testLabels, new Int32Array(batch).fill(-1)); // no loss is asked for
      const outputs = this.machine.run(evaluate, [tensors.output], this.dropped.evaluation);
      parts.push(outputs.then(([logits]) => largest(logits, {rows: part.length / size, of: batch})));
    }
    return (await Promise.all(parts)).flat();
  }

  /** Returns a copy of all parameters, running statistics and the optimiser's slots. */
  async state(): Promise<ModelState> {
    const {specs, layout, optimizer} = this.plan;
    const spaces = optimizer.slots.map((slot): SlotSpace => `slot:${slot}`);
    const [parameters, statistics, ...slots] = await this.machine.read(
      (["parameters", "statistics", ...spaces] as const).map(layout.whole)
    );
    const state: ModelState = {};
    for (const {name, trainable} of specs) {
      state[name] = layout.cut(name, trainable ? parameters : statistics).slice();
      if (!trainable) continue;
      for (const [i, slot] of optimizer.slots.entries())
        state[slotName(slot, name)] = layout.cut(name, slots[i]).slice();
    }
    return state;
  }

  /** Sets what a *state* holds; what it does not hold stays. Throws on an unknown name or a wrong size. */
  load(state: ModelState): void {
    for (const [name, values] of Object.entries(state)) {
      const place = this.placeOf(name);
      if (place.size !== values.length) {
        throw new RangeError(`invalid ${name}: ${values.length} values; it has ${place.size}`);
      }
      this.machine.write(place, values);
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
   * and running statistics stay as they are. The plan must have been made **withInput**.
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
    this.writeSeed();
    const [gradient] = await this.machine.run(differentiate, [tensors.inputGradient], this.dropped.training);
    return gradient;
  }

  /**
   * Returns the gradient of the mean loss of a batch with respect to every parameter, by name; like inputGradient, except
   * that any plan has it.
   */
  async parameterGradients(images: Float32Array, labels: Int32Array): Promise<Map<string, Float32Array>> {
    const {tensors, differentiate, layout, specs} = this.plan;
    this.machine.write(tensors.images, images);
    this.machine.write(tensors.labels, labels);
    this.writeSeed();
    const read = [layout.whole("gradients")];
    const [gradients] = await this.machine.run(differentiate, read, this.dropped.training);
    const trained = specs.filter(({trainable}) => trainable);
    return new Map(trained.map(({name}) => [name, layout.cut(name, gradients)]));
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
        .map(({name}) => [name, vectorNorm(plan.layout.cut(name, gradients))])
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

  /** Where a value of a state is. */
  private placeOf(name: string): Tensor {
    const {layout, optimizer} = this.plan;
    const slot = slotOf(name);
    const place = layout.place(slot?.parameter ?? name);
    if (!slot) return {...place, name};
    if (place.space !== "parameters" || !optimizer.slots.includes(slot.slot)) {
      throw new RangeError(`unknown parameter: ${name}; ${optimizer.type} keeps no such value`);
    }
    return {...place, name, space: `slot:${slot.slot}`};
  }

  /** The few numbers of the optimiser's formulas are written when they change. */
  private writeScalars(options: StepOptions): void {
    const {optimizer, tensors} = this.plan;
    const scalars = Object.values(scalarsOf(optimizer, options));
    const text = scalars.join(" ");
    if (text === this.scalars) return;
    this.scalars = text;
    this.machine.write(tensors.scalars, Float32Array.from(scalars));
  }

  /** The seed of dropout is written when it changes. */
  private writeSeed(seed = 0): void {
    if (seed === this.seed) return;
    this.seed = seed;
    this.machine.write(this.plan.tensors.seed, Float32Array.of(...seedHalves(seed)));
  }

  private async result(read: Promise<Float32Array[]>): Promise<BatchResult> {
    const [[lossNats, errors]] = await read;
    return {lossNats, errors};
  }
}

/** Returns the place of the largest number in each of the first *rows* rows, *of* so many in *logits*. */
function largest(logits: Float32Array, {rows, of}: {rows: number; of: number}): number[] {
  const classes = logits.length / of;
  return Array.from({length: rows}, (_, row) => {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    return own.reduce((best, value, i) => (value > own[best] ? i : best), 0);
  });
}
