import {clearGradients} from "./clearGradients.js";
import {type Forward, gateOf, type Ground} from "./forward.js";
import {createGradients} from "./gradients.js";
import type {Graph, Operation, Sum, Term} from "./graph.js";
import {type Accumulation, filterSize} from "./kernel.js";
import {createPartialSums} from "./partialSums.js";
import {type Call, createCallList} from "./program.js";
import {arena, concatPlaces, geometryOf, poolingOf, resamplingOf, rowsOf} from "./sizes.js";
import type {Tensor} from "./tensor.js";

/** A backward pass. */
export interface Backward {
  readonly calls: Call[];
  readonly inputGradient?: Tensor;
}

/** What a backward pass starts from, and whether it goes down to the images. */
export interface BackwardOptions {
  outputGradient: Tensor;
  withInput: boolean;
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
  graph: Graph,
  {tensorOf, savedOf}: Forward,
  ground: Ground,
  {outputGradient, withInput}: BackwardOptions
): Backward {
  const {batch, layout, parts} = ground;
  const list = createCallList();
  const {calls, add: call, inside} = list;
  const sums = createPartialSums(list, ground);
  const gradients = createGradients(graph, list, {batch, outputGradient, withInput});
  const {ready, wanted, contribute, homeOf, ifDropped} = gradients;

  for (const operation of graph.operations.toReversed()) {
    const dy = ready(operation.output);
    if (dy) inside(operation.residualOf, () => differentiate(operation, dy));
  }
  sums.flush();
  clearGradients(graph, layout, list);
  return {calls, inputGradient: withInput ? ready(graph.input) : undefined};

  function differentiate(operation: Operation, dy: Tensor): void {
    switch (operation.type) {
      case "convolution":
        return differentiateConvolution(operation, dy);
      case "norm":
        return differentiateNorm(operation, dy);
      case "combine": {
        const {terms, gate, output} = operation;
        slope(operation, dy);
        // Only the last may have dy itself: the others still read it.
        for (const [i, term] of terms.entries()) {
          const [role, own] = [i === 0 ? "residual" : "shortcut", i === terms.length - 1] as const;
          inside(role === "residual" ? operation.residualOf : homeOf(output), () =>
            pass(term, dy, {gate, role, own})
          );
        }
        return;
      }
      case "resample":
        return contribute(operation.input, (dx, accumulate) =>
          call({type: "resampleGradient", ...resamplingOf(operation, batch), accumulate}, {dy}, {dx})
        );
      case "concat":
        for (const {input, rows, count, toChannels, toOffset} of concatPlaces(operation, batch)) {
          const place = {
            rows,
            count,
            fromChannels: toChannels,
            fromOffset: toOffset,
            toChannels: count,
            toOffset: 0
          };
          contribute(input, (dx, accumulate) =>
            call({type: "copyChannels", ...place, accumulate}, {x: dy}, {y: dx})
          );
        }
        return;
      case "globalAveragePool":
        return contribute(operation.input, (dx, accumulate) =>
          call({type: "globalAveragePoolGradient", ...poolingOf(operation, batch), accumulate}, {dy}, {dx})
        );
      default:
        return unknownOperation(operation);
    }
  }

  function differentiateConvolution(operation: Extract<Operation, {type: "convolution"}>, dy: Tensor): void {
    const {name, input, windows} = operation;
    const geometry = geometryOf(operation, batch);
    const gate = gateOf(operation, ground);
    const gated = gate !== undefined;
    slope(operation, dy);
    const weight = layout.gradient(name, "weight");
    sums.add(weight, filterSize(geometry), parts.filter(geometry), (count, partials) =>
      call(
        {type: "filterGradient", geometry, gated, parts: count},
        {x: tensorOf(input), dy, gate},
        {partials}
      )
    );
    if (windows.bias) {
      const size = rowsOf(operation.output, batch);
      const count = parts.rows(size.rows, size.channels);
      sums.add(layout.gradient(name, "bias"), size.channels, count, (count, partials) =>
        call({type: "biasGradient", ...size, gated, parts: count}, {dy, gate}, {partials})
      );
    }
    gradients.accumulate(input, (dx, accumulation, keepGate) =>
      call(
        {type: "inputGradient", geometry, gated, accumulation},
        {dy, weight: layout.tensor(name, "weight"), gate, keepGate},
        {dx}
      )
    );
    passAddend(operation, dy);
  }

  function differentiateNorm(operation: Extract<Operation, {type: "norm"}>, dy: Tensor): void {
    const {name, input, output, activation} = operation;
    const size = rowsOf(input, batch);
    const count = parts.rows(size.rows, size.channels);
    const gate = gateOf(operation, ground);
    const partials = arena(`${name} partial sums`, count * 2 * size.channels);
    const [x, saved] = [tensorOf(input), savedOf(operation)];
    call(
      {type: "normGradientSums", ...size, parts: count, ...(activation && {activation})},
      {x, saved, y: activation && tensorOf(output)},
      {dy, partials}
    );
    ifDropped(output, () => multiplyBySlope(operation, dy));
    const read = {dy, x, saved, partials, gammaBeta: layout.tensor(name, "gammaBeta"), gate};
    const write = (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) =>
      call(
        {type: "normGradient", ...size, parts: count, gated: gate !== undefined, accumulation},
        {...read, keepGate},
        {dx, gammaBetaGradient: layout.gradient(name, "gammaBeta")}
      );
    if (wanted(input)) gradients.accumulate(input, write);
    else write(arena(`${name} unused`, x.size), {keepGated: false}); // for γ and β
    passAddend(operation, dy);
  }

  /** Multiplies *dy* by the slope of the activation that ends an operation, in whatever steps there is its output. */
  function slope(operation: Extract<Operation, {type: "combine" | "convolution"}>, dy: Tensor): void {
    inside(homeOf(operation.output), () => multiplyBySlope(operation, dy));
  }

  function multiplyBySlope({activation, output}: Sum, dy: Tensor): void {
    if (activation)
      call({type: "activationGradient", size: dy.size, activation}, {y: tensorOf(output)}, {dy});
  }

  /** Like slope, gives what an operation adds its gradient. */
  function passAddend(
    {addend, gate, output}: Extract<Operation, {type: "convolution" | "norm"}>,
    dy: Tensor
  ): void {
    if (addend) inside(homeOf(output), () => pass(addend, dy, {gate, role: "shortcut", own: true}));
  }

  /** Gives a *term* of a sum its gradient, which is dy times the term's scale and gate. */
  function pass(
    {value, scale}: Term,
    dy: Tensor,
    {role, own, ...sum}: {gate?: string; role: "residual" | "shortcut"; own: boolean}
  ): void {
    if (!wanted(value)) return;
    const gate = gateOf(sum, ground);
    if (own && (role === "shortcut" || !gate) && gradients.hand(value, dy, {scale, gate})) return;
    contribute(value, (dx, accumulate) =>
      call(
        {
          type: "accumulate",
          size: dx.size,
          keep: accumulate ? 1 : 0,
          scale,
          ...(gate && {gated: role})
        },
        {dy, gate},
        {dx}
      )
    );
  }
}

function unknownOperation(operation: never): never {
  throw new TypeError(`unknown operation: ${JSON.stringify(operation)}`);
}
