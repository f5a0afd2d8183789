import {
  arena,
  concatPlaces,
  type Forward,
  gateOf,
  geometryOf,
  type Ground,
  poolingOf,
  resamplingOf,
  rowsOf,
  sizeOf
} from "./forward.js";
import type {Graph, Operation, Term, Value} from "./graph.js";
import {type Accumulation, filterSize, type Segment} from "./kernel.js";
import {slotSize} from "./layout.js";
import {type Call, createCallList} from "./program.js";
import type {Tensor} from "./tensor.js";

/** The gradient of a value, which is yet to be multiplied by what is pending: a shortcut's λ and gate. */
interface Gradient {
  tensor: Tensor;
  pending?: {scale: number; gate?: Tensor};
}

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
 */
export function lowerBackward(
  graph: Graph,
  {tensorOf, savedOf}: Forward,
  ground: Ground,
  {outputGradient, withInput}: BackwardOptions
): Backward {
  const {batch, layout, parts} = ground;
  const {calls, add: call} = createCallList();
  const gradients = new Map<Value, Gradient>([[graph.output, {tensor: outputGradient}]]);
  const sums = createPartialSums();

  for (const operation of graph.operations.toReversed()) {
    const dy = ready(operation.output);
    if (dy) differentiate(operation, dy);
  }
  sums.flush();
  return {calls, inputGradient: withInput ? ready(graph.input) : undefined};

  /** The gradient of a *value* with nothing pending; undefined if it has none. */
  function ready(value: Value): Tensor | undefined {
    const gradient = gradients.get(value);
    if (!gradient) return undefined;
    const {tensor, pending} = gradient;
    if (pending) {
      const {scale, gate} = pending;
      call(
        {type: "scale", size: tensor.size, factor: scale, gated: gate !== undefined},
        {gate},
        {dx: tensor}
      );
      gradient.pending = undefined;
    }
    return tensor;
  }

  function differentiate(operation: Operation, dy: Tensor): void {
    switch (operation.type) {
      case "convolution":
        return differentiateConvolution(operation, dy);
      case "norm":
        return differentiateNorm(operation, dy);
      case "combine": {
        const {terms, gate} = operation;
        slope(operation, dy);
        // Only the last may have dy itself: the others still read it.
        for (const [i, term] of terms.entries())
          pass(term, dy, {gate, role: i === 0 ? "residual" : "shortcut", own: i === terms.length - 1});
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
    const {name, input, windows, addend} = operation;
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
    accumulated(input, (dx, accumulation, keepGate) =>
      call(
        {type: "inputGradient", geometry, gated, accumulation},
        {dy, weight: layout.tensor(name, "weight"), gate, keepGate},
        {dx}
      )
    );
    if (addend) pass(addend, dy, {gate: operation.gate, role: "shortcut", own: true});
  }

  function differentiateNorm(operation: Extract<Operation, {type: "norm"}>, dy: Tensor): void {
    const {name, input, addend, activation} = operation;
    const size = rowsOf(input, batch);
    const count = parts.rows(size.rows, size.channels);
    const gate = gateOf(operation, ground);
    const partials = arena(`${name} partial sums`, count * 2 * size.channels);
    const [x, saved] = [tensorOf(input), savedOf(operation)];
    call(
      {type: "normGradientSums", ...size, parts: count, ...(activation && {activation})},
      {x, saved, y: activation && tensorOf(operation.output)},
      {dy, partials}
    );
    const read = {dy, x, saved, partials, gammaBeta: layout.tensor(name, "gammaBeta"), gate};
    const write = (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) =>
      call(
        {type: "normGradient", ...size, parts: count, gated: gate !== undefined, accumulation},
        {...read, keepGate},
        {dx, gammaBetaGradient: layout.gradient(name, "gammaBeta")}
      );
    if (wanted(input)) accumulated(input, write);
    else write(arena(`${name} unused`, x.size), {keepGated: false}); // for γ and β
    if (addend) pass(addend, dy, {gate: operation.gate, role: "shortcut", own: true});
  }

  /** Multiplies *dy* by the slope of the activation that ends an operation. */
  function slope(
    {activation, output}: Extract<Operation, {type: "combine" | "convolution"}>,
    dy: Tensor
  ): void {
    if (activation)
      call({type: "activationGradient", size: dy.size, activation}, {y: tensorOf(output)}, {dy});
  }

  /** Gives a *term* of a sum its gradient, which is dy times the term's scale and gate. */
  function pass(
    {value, scale}: Term,
    dy: Tensor,
    {role, own, ...sum}: {gate?: string; role: "residual" | "shortcut"; own: boolean}
  ): void {
    if (!wanted(value)) return;
    const gate = gateOf(sum, ground);
    if (own && !gradients.has(value) && (role === "shortcut" || !gate)) {
      const pending = scale !== 1 || gate ? {scale, gate} : undefined;
      gradients.set(value, {tensor: dy, pending});
      return;
    }
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

  /** Calls *write* with the tensor of a value's gradient, and whether to add to what it holds. */
  function contribute(value: Value, write: (dx: Tensor, accumulate: boolean) => void): void {
    if (!wanted(value)) return;
    const before = ready(value);
    const dx = before ?? created(value);
    write(dx, before !== undefined);
  }

  /** Like contribute, for kernels that can do what is pending on their way. */
  function accumulated(
    value: Value,
    write: (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) => void
  ): void {
    if (!wanted(value)) return;
    const before = gradients.get(value);
    if (!before) return write(created(value), {keepGated: false});
    const {tensor, pending} = before;
    before.pending = undefined;
    write(tensor, {keep: pending?.scale ?? 1, keepGated: pending?.gate !== undefined}, pending?.gate);
  }

  function created(value: Value): Tensor {
    const tensor = arena(`gradient of ${value.name}`, sizeOf(value, batch));
    gradients.set(value, {tensor});
    return tensor;
  }

  function wanted(value: Value): boolean {
    return value !== graph.input || withInput;
  }

  /** Partial sums wait together for their addition: one kernel adds those of many layers. */
  function createPartialSums() {
    let whole = arena("partial sums", 0);
    let segments: Segment[] = [];

    function flush(): void {
      if (segments.length > 0) {
        call({type: "reduce", segments}, {partials: whole}, {sums: layout.whole("gradients")});
      }
      whole = arena("partial sums", 0);
      segments = [];
    }

    return {
      flush,
      add(
        gradient: Tensor,
        size: number,
        count: number,
        write: (count: number, partials: Tensor) => void
      ): void {
        if (count === 1) return write(1, gradient);
        const needed = Math.ceil((count * size) / slotSize) * slotSize;
        if (whole.size > 0 && whole.size + needed > parts.waiting) flush();
        const from = whole.size;
        whole.size += needed;
        segments.push({size, parts: count, from, to: gradient.offset});
        write(count, {
          name: `${gradient.name} in parts`,
          space: "arena",
          size: count * size,
          offset: from,
          whole
        });
      }
    };
  }
}

function unknownOperation(operation: never): never {
  throw new TypeError(`unknown operation: ${JSON.stringify(operation)}`);
}
