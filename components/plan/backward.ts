import {clearGradients} from "./clearGradients.js";
import type {Forward} from "./forward.js";
import {createGradients} from "./gradients.js";
import {inputsOf, type OperationGraph} from "./graph.js";
import {gateOf, type Ground} from "./ground.js";
import type {Differentiation} from "./operations/differentiation.js";
import {descriptorOf} from "./operations/operations.js";
import {createPartialSums} from "./partialSums.js";
import {type Call, createCallList} from "./program.js";
import type {Tensor} from "./tensor.js";
import type {Value} from "./value.js";

/** A backward pass. */
export interface Backward {
  readonly calls: Call[];
  readonly inputGradient?: Tensor;
}

/** What a backward pass starts from, and how far down it goes. */
export interface BackwardOptions {
  outputGradient: Tensor;
  /** Whether it goes down to the images. */
  withInput: boolean;
  /** The layer whose parameters alone have gradients; nothing before it is gone through then. Defaults to all. */
  only?: string;
}

/**
 * Returns the backward pass of a *graph*: gradients of all parameters, in the layout's gradients.
 *
 * The gradient of a sum goes to both branches in one buffer: a residual block's shortcut hands down the very numbers
 * that its residual function has read, and the convolution at the block's beginning adds its own to them.
 *
 * In a step that drops a residual function none of its calls is run, and the gradients of its parameters are 0. What its
 * calls also do for values outside of it, others do instead: see gradients.ts.
 */
export function lowerBackward(
  graph: OperationGraph,
  forward: Forward,
  ground: Ground,
  {outputGradient, withInput, only}: BackwardOptions
): Backward {
  const list = createCallList();
  const sums = createPartialSums(list, ground);
  const wanted = only === undefined ? undefined : valuesFrom(graph, only);
  const gradients = createGradients(graph, list, {batch: ground.batch, outputGradient, withInput, wanted});
  const {tensorOf, savedOf} = forward;
  const {add: call, inside} = list;
  const differentiation = createDifferentiation({ground, call, inside, sums, gradients, tensorOf, savedOf});
  for (const operation of graph.operations.toReversed()) {
    const dy = gradients.ready(operation.output);
    if (!dy) continue;
    list.inside(operation.residualOf, () =>
      descriptorOf(operation).differentiate(operation, dy, differentiation)
    );
  }
  sums.flush();
  if (only === undefined) clearGradients(graph, ground.layout, list);
  return {calls: list.calls, inputGradient: withInput ? gradients.ready(graph.input) : undefined};
}

/** Returns what a layer makes, and what is made of that. */
function valuesFrom({operations}: OperationGraph, layerName: string): ReadonlySet<Value> {
  const values = new Set<Value>();
  for (const operation of operations)
    if (operation.name === layerName || inputsOf(operation).some((input) => values.has(input)))
      values.add(operation.output);
  return values;
}

/** What gradient rules share beside what is given here. */
type SharedRules = "slope" | "multiplyBySlope" | "pass" | "passAddend";

function createDifferentiation(given: Omit<Differentiation, SharedRules>): Differentiation {
  const {ground, call, inside, gradients, tensorOf} = given;

  const multiplyBySlope: Differentiation["multiplyBySlope"] = ({activation, output}, dy) => {
    if (activation)
      call({type: "activationGradient", size: dy.size, activation}, {y: tensorOf(output)}, {dy});
  };

  const pass: Differentiation["pass"] = ({value, scale}, dy, {role, own, ...sum}) => {
    if (!gradients.wanted(value)) return;
    const gate = gateOf(sum, ground);
    if (own && (role === "shortcut" || !gate) && gradients.hand(value, dy, {scale, gate})) return;
    gradients.contribute(value, (dx, accumulate) => {
      const keep = accumulate ? 1 : 0;
      call({type: "accumulate", size: dx.size, keep, scale, ...(gate && {gated: role})}, {dy, gate}, {dx});
    });
  };

  return {
    ...given,
    multiplyBySlope,
    slope: (operation, dy) =>
      inside(gradients.homeOf(operation.output), () => multiplyBySlope(operation, dy)),
    pass,
    passAddend({addend, gate, output}, dy) {
      if (!addend) return;
      inside(gradients.homeOf(output), () => pass(addend, dy, {gate, role: "shortcut", own: true}));
    }
  };
}
