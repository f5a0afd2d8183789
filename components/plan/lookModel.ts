import {type ModelState, slotOf} from "../experiment/modelState.js";
import {dropsResidual, type Gate} from "../model/gate.js";
import type {BatchResult} from "../model/model.js";
import {concatenated} from "./concatenated.js";
import {evaluateBatches} from "./evaluateBatches.js";
import type {LookPlan, Reading} from "./lookPlan.js";
import type {Machine} from "./machine.js";

/** What a forward pass gave of each image. */
export interface Look {
  /** `[count, ...output volume]` */
  readonly output: Float32Array;
  /** What was to be read, by name: each `[count, ...volume]`. */
  readonly read: ReadonlyMap<string, Float32Array>;
}

/** A network that is looked at: it goes forward by a plan, and learns nothing. Must be disposed. */
export class LookModel {
  private readonly gates = new Map<string, Gate>();

  /** Its parameters and running statistics are 0 until they are loaded. */
  constructor(
    readonly plan: LookPlan,
    readonly machine: Machine
  ) {
    for (const block of plan.blocks) this.setGate(block, {residual: 1, shortcut: 1});
  }

  /**
   * Sets what a *state* holds; what it does not hold stays, and what an optimiser keeps is passed over. Throws on an unknown
   * name or a wrong size.
   */
  load(state: ModelState): void {
    const {layout} = this.plan;
    for (const [name, values] of Object.entries(state)) {
      if (slotOf(name)) continue;
      const place = layout.place(name);
      if (place.size !== values.length)
        throw new RangeError(`invalid ${name}: ${values.length} values; it has ${place.size}`);
      this.machine.write({...place, name}, values);
    }
  }

  /**
   * Returns what the network makes of any number of images, and what was to be read on the way.
   *
   * - *images*: `[count, height, width, channels]`; by batch statistics, whole batches
   */
  async look(images: Float32Array): Promise<Look> {
    const {plan, machine} = this;
    const {batch, tensors, look, readings} = plan;
    const size = tensors.images.size / batch;
    this.checkCount(images.length / size);
    const sources = [{scale: 1, tensor: tensors.output}, ...readings];
    const dropped = this.dropped(readings);
    const passes: Promise<Float32Array[]>[] = [];
    for (let first = 0; first < images.length; first += batch * size) {
      const part = images.subarray(first, first + batch * size);
      machine.write(tensors.images, part);
      const share = part.length / size / batch; // the rest are no images
      const pass = machine.run(look, sources.map(({tensor}) => tensor), dropped); // prettier-ignore
      passes.push(pass.then((values) => values.map((all) => all.subarray(0, share * all.length))));
    }
    const parts = await Promise.all(passes);
    const partsOf = (source: number) => parts.map((values) => values[source]);
    const [output, ...read] = sources.map(({scale}, source) => scaled(concatenated(partsOf(source)), scale));
    return {output, read: new Map(readings.map(({name}, i) => [name, read[i]]))};
  }

  /**
   * Returns the mean loss of any number of images, and how many are put in a wrong class. The plan must be of cross-entropy.
   *
   * - *images*: `[count, height, width, channels]`, by batch statistics whole batches; *labels*: `[count]`
   */
  evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult> {
    const {batch, evaluate: program, tensors} = this.plan;
    this.checkCount(labels.length);
    return evaluateBatches(
      this.machine,
      {program, batch, dropped: this.dropped(), ...tensors},
      {images, labels}
    );
  }

  /** Residual blocks whose sums have a gate, in order. */
  get blocks(): readonly string[] {
    return this.plan.blocks;
  }

  /** Multiplies a block's branches from the next pass on. A residual function of which nothing is left is not computed. */
  setGate(block: string, gate: Gate): void {
    const {residual, shortcut, residualTest = residual} = gate;
    this.machine.write(this.plan.gate(block), Float32Array.of(residualTest, shortcut, 0, 0)); // nothing goes back
    this.gates.set(block, gate);
  }

  /** Frees all memory. */
  dispose(): void {
    this.machine.dispose();
  }

  /** Returns the blocks whose residual functions are not computed: not those of which something is read. */
  private dropped(readings: readonly Reading[] = []): Set<string> {
    const read = new Set(readings.map(({residualOf}) => residualOf));
    const empty = [...this.gates].filter(
      ([block, gate]) => dropsResidual(gate, "evaluation") && !read.has(block)
    );
    return new Set(empty.map(([block]) => block));
  }

  private checkCount(count: number): void {
    const {batch, statistics} = this.plan;
    if (statistics === "batch" && count % batch !== 0)
      throw new RangeError(
        `invalid images: ${count}; by batch statistics they come in whole batches of ${batch}`
      );
  }
}

/** Returns *values* times *scale*. */
function scaled(values: Float32Array, scale: number): Float32Array {
  return scale === 1 ? values : values.map((value) => value * scale);
}
