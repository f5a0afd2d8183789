import type {Leaf} from "../../network/leaf.js";
import type {Volume} from "../../network/shapes.js";
import type {Term, Value} from "../value.js";
import type {OperationBase} from "./operationBase.js";

/** A leaf of a network on its way to become an operation. */
export interface Tracing {
  /** The leaf's name in the network. */
  readonly name: string;
  /** What it makes of its input. */
  readonly volume: Volume;
  /** Returns the name of its parameters, or of its mask. To be called once, by layers that have some. */
  layerName(): string;
  /** Returns a term as a value: multiplied, where its scale is not 1. */
  materialized(term: Term): Value;
  /** Adds an operation, and returns its output. */
  add<O extends OperationBase>(operation: Omit<O, "output">): Term;
  /** Like add, except that the output has another *volume* than what the leaf makes. */
  addOf<O extends OperationBase>(operation: Omit<O, "output">, volume: Volume): Term;
  /** Returns the operation that made a *value*; undefined of the images. */
  maker(value: Value): OperationBase | undefined;
}

/** What becomes of each type of leaf: its output, given its input. */
export type LeafTracers = {
  readonly [T in Leaf["type"]]?: (leaf: Extract<Leaf, {type: T}>, x: Term, tracing: Tracing) => Term;
};
