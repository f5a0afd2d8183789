import {inputsOf, type OperationGraph} from "./graph.js";
import type {Combine} from "./operations/combine/operation.js";
import type {Ending} from "./operations/ending.js";
import {descriptorOf, type Operation} from "./operations/operations.js";
import type {Term, Value} from "./value.js";

/** An operation that can end with an addition and an activation, or, if it is a sum already, an activation. */
type Taker = Operation & Ending;

/**
 * Returns *graph* with additions and activations taken into the layers before them, so that an activation is written
 * once instead of three times: a residual block's end, relu(norm(x) + shortcut), is one operation. What is fused is read
 * by nobody else, and so lies inside of one residual function, outside of all, or ends one. Values that are *kept* stand by
 * themselves, to be read.
 */
export function fuse(
  {operations, ...graph}: OperationGraph,
  kept: ReadonlySet<Value> = new Set()
): OperationGraph {
  const uses = countUses({operations, ...graph}, kept);
  const fused: Operation[] = [];
  for (const operation of operations) {
    const whole = operation.type === "combine" ? takenIn(operation, fused, uses) : undefined;
    if (whole) fused.splice(fused.indexOf(whole.from), 1);
    fused.push(whole?.operation ?? operation);
  }
  return {...graph, operations: fused};
}

function takenIn(combine: Combine, before: Operation[], uses: Map<Value, number>) {
  return combine.terms.length === 1
    ? activationTakenIn(combine, before, uses)
    : additionTakenIn(combine, before, uses);
}

function activationTakenIn(
  {terms: [{value, scale}], activation, output}: Combine,
  before: Operation[],
  uses: Map<Value, number>
) {
  const from = before.find(
    (operation): operation is Taker => operation.output === value && takesIn(operation, "activation")
  );
  if (!from || scale !== 1 || uses.get(value) !== 1 || !activation || from.activation) return undefined;
  return {from, operation: {...from, activation, output}};
}

/** Tries each of the two terms as the layer that takes the other one in; with a gate it must be the residual function. */
function additionTakenIn(
  {terms, gate, activation, output}: Combine,
  before: Operation[],
  uses: Map<Value, number>
) {
  const candidates: [Term, Term][] = gate
    ? [[terms[0], terms[1]]]
    : [
        [terms[0], terms[1]],
        [terms[1], terms[0]]
      ];
  for (const [{value, scale}, addend] of candidates) {
    const from = before.find(
      (operation): operation is Taker => operation.output === value && takesIn(operation, "sum")
    );
    if (!from || scale !== 1 || uses.get(value) !== 1 || from.addend || from.activation) continue;
    return {from, operation: {...from, addend, gate, activation, output}};
  }
  return undefined;
}

/** Returns whether an operation can take in an activation, or a sum and its activation. */
function takesIn(operation: Operation, what: "activation" | "sum"): boolean {
  const {takesIn} = descriptorOf(operation);
  return takesIn === "sum" || takesIn === what;
}

function countUses({operations, output}: OperationGraph, kept: ReadonlySet<Value>): Map<Value, number> {
  const uses = new Map<Value, number>([output, ...kept].map((value) => [value, 1]));
  for (const operation of operations) {
    for (const value of inputsOf(operation)) uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}
