import type {ModelState} from "../../experiment/modelState.js";
import type {Gate} from "../../model/gate.js";
import type {BatchResult} from "../../model/model.js";
import type {BlockShape} from "../../network/blockShapes.js";
import {ratesOf, type Survival} from "../../network/survivalRates.js";

/** A network that is tested with its blocks open or closed: what Model, PlanModel and LookModel have in common. */
export interface TestedModel {
  /** Blocks that have a gate, in order. */
  readonly blocks: readonly string[];
  setGate(block: string, gate: Gate): void;
  load(state: ModelState): void;
  evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult>;
}

/** One that also goes backward: what Model and PlanModel have in common. */
export interface GatedModel extends TestedModel {
  /** Returns the gradient of a batch's mean loss with respect to its images, by batch statistics. */
  inputGradient(images: Float32Array, labels: Int32Array): Promise<Float32Array>;
}

/** A trained network that is to be taken apart. */
export interface Subject<Model extends TestedModel = GatedModel> {
  readonly model: Model;
  /** The gate of each block while nothing is taken away. */
  readonly gates: ReadonlyMap<string, Gate>;
}

/**
 * Returns the gates of *blocks* while nothing is taken away: in a residual network both branches are open, of a plain
 * block the bypass of withBypasses is closed. With stochastic depth, by *survival*, each residual function counts by
 * its probability, as it does in evaluation.
 */
export function wholeGates(
  blocks: readonly BlockShape[],
  survival: Survival = {}
): ReadonlyMap<string, Gate> {
  const rates = ratesOf(survival, blocks.length);
  return new Map(
    blocks.map(({name, shortcut}, i) => [
      name,
      shortcut ? {residual: rates[i], shortcut: 1} : {residual: 1, shortcut: 0}
    ])
  );
}

/** Sets the gates of all blocks; *changed* says what differs from the whole network. */
export function setGates(
  {model, gates}: Subject<TestedModel>,
  changed: (block: string, whole: Gate) => Partial<Gate> | undefined = () => undefined
): void {
  for (const [block, gate] of gates) model.setGate(block, {...gate, ...changed(block, gate)});
}
