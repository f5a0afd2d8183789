import type {Graph, Operation, Term, Value} from "./graph.js";
import type {Epilogue, Geometry, Resampling} from "./kernel.js";
import type {Layout} from "./layout.js";
import {type Call, createCallList, type Parts} from "./program.js";
import type {Tensor} from "./tensor.js";

/** What the calls of a plan stand on. */
export interface Ground {
  readonly batch: number;
  readonly layout: Layout;
  readonly parts: Parts;
  /** The batch, `[batch, height, width, channels]`. */
  readonly images: Tensor;
  /** Returns the four numbers of a block's gate. */
  gate(block: string): Tensor;
}

/** How normalization works: by the batch, with or without a trace in the running statistics, or by those. */
export type NormMode = "batch" | "batchOnly" | "running";

/** What a forward pass leaves behind for the backward pass. */
export interface Forward {
  readonly calls: Call[];
  tensorOf(value: Value): Tensor;
  /** A normalization's mean and 1 / √(variance + ε). */
  savedOf(operation: Operation): Tensor;
}

/** Returns the forward pass of a *graph*. */
export function lowerForward(graph: Graph, ground: Ground, mode: NormMode): Forward {
  const {batch, layout, parts} = ground;
  const {calls, add: call} = createCallList();
  const tensors = new Map<Value, Tensor>([[graph.input, ground.images]]);
  const saved = new Map<Operation, Tensor>();

  for (const operation of graph.operations) {
    const y = arena(operation.output.name, sizeOf(operation.output, batch));
    tensors.set(operation.output, y);
    lower(operation, y);
  }
  return {
    calls,
    tensorOf,
    savedOf: (operation) => found(saved.get(operation), operation.name)
  };

  function tensorOf(value: Value): Tensor {
    return found(tensors.get(value), value.name);
  }

  function lower(operation: Operation, y: Tensor): void {
    switch (operation.type) {
      case "convolution": {
        const {name, windows} = operation;
        const geometry = geometryOf(operation, batch);
        call(
          {type: "convolution", geometry, bias: windows.bias, epilogue: epilogueOf(operation)},
          {
            x: tensorOf(operation.input),
            weight: layout.tensor(name, "weight"),
            bias: windows.bias ? layout.tensor(name, "bias") : undefined,
            ...endingOf(operation)
          },
          {y}
        );
        return;
      }
      case "norm":
        return normalize(operation, y);
      case "combine": {
        const {terms, gate, activation} = operation;
        const [x0, x1] = terms.map(({value}) => tensorOf(value));
        call(
          {
            type: "combine",
            size: y.size,
            scales: terms.map(({scale}) => scale),
            gated: gate !== undefined,
            activation
          },
          {x0, x1, gate: gateOf(operation, ground)},
          {y}
        );
        return;
      }
      case "resample":
        return call(
          {type: "resample", ...resamplingOf(operation, batch)},
          {x: tensorOf(operation.input)},
          {y}
        );
      case "concat":
        for (const {input, ...place} of concatPlaces(operation, batch)) {
          call({type: "copyChannels", ...place, accumulate: false}, {x: tensorOf(input)}, {y});
        }
        return;
      case "globalAveragePool":
        return call(
          {type: "globalAveragePool", ...poolingOf(operation, batch)},
          {x: tensorOf(operation.input)},
          {y}
        );
      default:
        return unknownOperation(operation);
    }
  }

  function normalize(operation: Extract<Operation, {type: "norm"}>, y: Tensor): void {
    const {name, input} = operation;
    const size = rowsOf(input, batch);
    const [x, gammaBeta, running] = [
      tensorOf(input),
      layout.tensor(name, "gammaBeta"),
      layout.tensor(name, "running")
    ];
    const epilogue = epilogueOf(operation);
    const ending = endingOf(operation);
    if (mode === "running") {
      return call({type: "normalizeRunning", ...size, epilogue}, {x, gammaBeta, running, ...ending}, {y});
    }
    const count = parts.rows(size.rows, size.channels);
    const partials = arena(`${name} partial sums`, count * 2 * size.channels);
    const statistics = arena(`${name} statistics`, 2 * size.channels);
    saved.set(operation, statistics);
    call({type: "normStatistics", ...size, parts: count}, {x}, {partials});
    const updates = mode === "batch";
    call(
      {type: "normalize", ...size, parts: count, epilogue, running: updates},
      {x, partials, gammaBeta, ...ending},
      {y, saved: statistics, ...(updates && {running})}
    );
  }

  function endingOf(ending: {addend?: Term; gate?: string}): Record<string, Tensor | undefined> {
    const {addend} = ending;
    return {addend: addend && tensorOf(addend.value), gate: gateOf(ending, ground)};
  }
}

/** Returns the gate of what may be the sum of a residual block. */
export function gateOf({gate}: {gate?: string}, ground: Ground): Tensor | undefined {
  return gate === undefined ? undefined : ground.gate(gate);
}

/** Returns a tensor for an activation, a gradient, or something shorter-lived. */
export function arena(name: string, size: number): Tensor {
  return {name, space: "arena", size, offset: 0};
}

/** Returns the numbers in a *batch* of a value. */
export function sizeOf({volume: [height, width, channels]}: Value, batch: number): number {
  return batch * height * width * channels;
}

/** Returns a value as rows of channels. */
export function rowsOf({volume: [height, width, channels]}: Value, batch: number) {
  return {rows: batch * height * width, channels};
}

/** Returns the sizes of a convolution. */
export function geometryOf(
  {input, output, windows}: Extract<Operation, {type: "convolution"}>,
  batch: number
): Geometry {
  const [height, width, channels] = input.volume;
  const [outHeight, outWidth, filters] = output.volume;
  const {kernel, stride, padding, dilation, groups} = windows;
  return {
    batch,
    height,
    width,
    channels,
    outHeight,
    outWidth,
    filters,
    kernel,
    stride,
    padding,
    dilation,
    groups
  };
}

/** Returns the sizes of a shortcut of option A. */
export function resamplingOf(
  {input, output, stride}: Extract<Operation, {type: "resample"}>,
  batch: number
): Resampling {
  const [height, width, channels] = input.volume;
  return {batch, height, width, channels, stride, outChannels: output.volume[2]};
}

/** Returns the sizes of a global average pooling. */
export function poolingOf({input}: Extract<Operation, {type: "globalAveragePool"}>, batch: number) {
  const [height, width, channels] = input.volume;
  return {batch, positions: height * width, channels};
}

/** Returns where each input of a concatenation goes. */
export function concatPlaces({inputs, output}: Extract<Operation, {type: "concat"}>, batch: number) {
  const {rows, channels: toChannels} = rowsOf(output, batch);
  let toOffset = 0;
  return inputs.map((input) => {
    const count = input.volume[2];
    const place = {input, rows, count, fromChannels: count, fromOffset: 0, toChannels, toOffset};
    toOffset += count;
    return place;
  });
}

function epilogueOf({
  addend,
  gate,
  activation
}: Pick<Extract<Operation, {type: "norm"}>, "addend" | "gate" | "activation">): Epilogue {
  return {
    ...(addend && {addendScale: addend.scale}),
    gated: gate !== undefined,
    ...(activation && {activation})
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`unknown value: ${name}; it is used before it is made`);
  return value;
}

function unknownOperation(operation: never): never {
  throw new TypeError(`unknown operation: ${JSON.stringify(operation)}`);
}
