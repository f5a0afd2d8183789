import {
  endsResidual,
  type Graph,
  type Operation,
  shortcutOf,
  type Sum,
  type Term,
  type Value
} from "./graph.js";
import type {Epilogue} from "./kernel.js";
import type {Layout} from "./layout.js";
import {type Call, createCallList, type Parts} from "./program.js";
import {arena, concatPlaces, geometryOf, poolingOf, resamplingOf, rowsOf, sizeOf} from "./sizes.js";
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

/**
 * Returns the forward pass of a *graph*. In a step that drops a residual function, the sum at its end is replaced by the
 * shortcut alone, so that nothing reads what was not computed: memory that others have written to.
 */
export function lowerForward(graph: Graph, ground: Ground, mode: NormMode): Forward {
  const {batch, layout, parts} = ground;
  const {calls, add: call, inside, instead} = createCallList();
  const tensors = new Map<Value, Tensor>([[graph.input, ground.images]]);
  const saved = new Map<Operation, Tensor>();

  for (const operation of graph.operations) {
    const y = arena(operation.output.name, sizeOf(operation.output, batch));
    tensors.set(operation.output, y);
    inside(operation.residualOf, () => {
      lower(operation, y);
      if (endsResidual(operation)) instead(() => passShortcut(operation, y));
    });
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

  function passShortcut(operation: Sum, y: Tensor): void {
    const {value, scale} = shortcutOf(operation);
    call(
      {
        type: "combine",
        size: y.size,
        scales: [scale],
        gated: "shortcut",
        activation: operation.activation
      },
      {x0: tensorOf(value), gate: gateOf(operation, ground)},
      {y}
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
