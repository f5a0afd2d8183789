import type {Expression} from "../network/expression.js";
import {evaluate} from "../network/fold.js";
import type {Activation, Conv, Dense, Leaf, PadChannels, Subsample} from "../network/leaf.js";
import {createLayerNamer} from "../network/parameters.js";
import {concatShape, leafShape, sumShape, type Volume} from "../network/shapes.js";

/** What one layer hands to the next: `[batch, ...volume]`. Each is made by one operation. */
export interface Value {
  readonly name: string;
  readonly volume: Volume;
}

/** A value times a constant. */
export interface Term {
  readonly value: Value;
  readonly scale: number;
}

/** The windows of a convolution. A dense layer is one of 1×1 windows on a 1×1 image. */
export type Windows = Pick<Conv, "kernel" | "stride" | "padding" | "dilation" | "groups" | "bias">;

/** What an operation ends with: y = activation(F + scale·addend). */
interface Ending {
  addend?: Term;
  /** Name of the block whose sum this is, if it adds a shortcut. */
  gate?: string;
  activation?: Activation["type"];
}

/**
 * A layer, or several that one pass over memory can do. *residualOf* names the block of whose residual function it is a
 * part, or whose sum it makes, where a step can drop that: see endsResidual.
 */
export type Operation = {name: string; output: Value; residualOf?: string} & (
  | ({type: "convolution"; input: Value; windows: Windows} & Ending)
  | ({type: "norm"; input: Value} & Ending)
  | ({type: "combine"; terms: readonly Term[]} & Omit<Ending, "addend">)
  | {type: "resample"; input: Value; stride: number}
  | {type: "concat"; inputs: readonly Value[]}
  | {type: "globalAveragePool"; input: Value}
);

/** A network as operations in the order of a forward pass. */
export interface Graph {
  readonly input: Value;
  readonly output: Value;
  readonly operations: readonly Operation[];
}

/** A network has a layer that no plan can express: it trains on the reference path. */
export class PlanUnsupportedError extends Error {
  override name = "PlanUnsupportedError";
}

/**
 * Returns the operations of a *network* for images of *input* size, one a leaf or sum. Throws a PlanUnsupportedError
 * that names the first layer for which there is no kernel.
 */
export function trace(network: Expression, input: Volume): Graph {
  const operations: Operation[] = [];
  const nameOf = createLayerNamer();
  const image: Value = {name: "images", volume: input};
  const shortcuts = new Set<Term>(); // what left a shortcut
  const residuals = new Map<Term, Operation[]>(); // what left a residual function, and of what it is made
  const begun: number[] = []; // where residual functions begin that have not ended
  const traced = evaluate<Term>(network, plain(image), {
    leaf: (leaf, x, name) => addLeaf(leaf, x, name),
    sum: (branches, name) => branches.reduce((a, b) => addSum(a, b, name)),
    concat(branches, name) {
      const inputs = branches.map(materialized);
      const volume = concatShape(
        inputs.map((value) => value.volume),
        name
      );
      return inputs.length === 1 ? plain(inputs[0]) : add({type: "concat", name, inputs}, volume);
    },
    enter: ({role}) => void (role === "residual" && begun.push(operations.length)),
    leave({role}, output) {
      if (role === "shortcut") shortcuts.add(output);
      if (role === "residual") residuals.set(output, operations.slice(begun.pop()));
    }
  });
  const output = materialized(traced);
  return {input: image, output, operations: wanted(operations, output)};

  function add(operation: Unfinished, volume: Volume): Term {
    const output = {name: operation.name, volume};
    operations.push({...operation, output} as Operation);
    return plain(output);
  }

  function materialized({value, scale}: Term): Value {
    if (scale === 1) return value;
    return add({type: "combine", name: `${value.name} scaled`, terms: [{value, scale}]}, value.volume).value;
  }

  function addSum(a: Term, b: Term, name: string): Term {
    const volume = sumShape([a.value.volume, b.value.volume], name);
    const [first, second] = shortcuts.has(a) ? [b, a] : [a, b]; // the residual function comes first
    const gate = shortcuts.has(second) && !shortcuts.has(first) ? name : undefined;
    const parts = (gate !== undefined && residuals.get(first)) || [];
    for (const part of parts) part.residualOf = gate; // also of a block inside, which is then dropped with this one only
    const residualOf = parts.length > 0 ? gate : undefined;
    return add({type: "combine", name: `${name} sum`, terms: [first, second], gate, residualOf}, volume);
  }

  function addLeaf(leaf: Leaf, x: Term, name: string): Term {
    const volume = leafShape(leaf, x.value.volume, name);
    switch (leaf.type) {
      case "identity":
        return {...x}; // another term, since one of the two may be marked as a shortcut
      case "scale":
        return {...x, scale: x.scale * leaf.factor};
      case "conv":
        return add(
          {type: "convolution", name: nameOf(leaf, name), input: materialized(x), windows: leaf},
          volume
        );
      case "dense":
        return add(
          {type: "convolution", name: nameOf(leaf, name), input: oneByOne(x, name), windows: pointwise(leaf)},
          volume
        );
      case "norm":
        return add({type: "norm", name: nameOf(leaf, name), input: materialized(x)}, volume);
      case "relu":
      case "tanh":
      case "sigmoid":
        return add(
          {type: "combine", name: `${name} ${leaf.type}`, terms: [x], activation: leaf.type},
          volume
        );
      case "subsample":
      case "padChannels":
        return resampled(leaf, x, volume, name);
      case "globalAveragePool":
        return add({type: "globalAveragePool", name, input: materialized(x)}, volume);
      case "dropout":
        if (leaf.rate === 0) return x;
        break;
      default:
    }
    throw new PlanUnsupportedError(`no kernel for ${leaf.type}${name && ` (${name})`}`);
  }

  function oneByOne(x: Term, name: string): Value {
    const [height, width] = x.value.volume;
    if (height * width === 1) return materialized(x);
    throw new PlanUnsupportedError(`no kernel for a dense layer over ${height}×${width} positions (${name})`);
  }

  /** Zeros that follow a subsampling read what it reads: it is left out if nothing else wants it. */
  function resampled(leaf: Subsample | PadChannels, x: Term, volume: Volume, name: string): Term {
    const {value, scale} = x;
    const before = operations.find(({output}) => output === value);
    const {input, stride} =
      leaf.type === "padChannels" && before?.type === "resample"
        ? before
        : {input: value, stride: leaf.type === "subsample" ? leaf.stride : 1};
    return {...add({type: "resample", name, input, stride}, volume), scale};
  }
}

/** Returns the operations of which the *output* is made. */
function wanted(operations: readonly Operation[], output: Value): Operation[] {
  const needed = new Set([output]);
  return operations
    .toReversed()
    .filter((operation) => {
      if (!needed.has(operation.output)) return false;
      for (const input of inputsOf(operation)) needed.add(input);
      return true;
    })
    .reverse();
}

/** Returns the values that an *operation* reads. */
export function inputsOf(operation: Operation): Value[] {
  switch (operation.type) {
    case "combine":
      return operation.terms.map(({value}) => value);
    case "concat":
      return [...operation.inputs];
    case "convolution":
    case "norm":
      return [operation.input, ...(operation.addend ? [operation.addend.value] : [])];
    default:
      return [operation.input];
  }
}

/** An operation that may add a shortcut to a residual function. */
export type Sum = Extract<Operation, {type: "convolution" | "norm" | "combine"}>;

/**
 * Returns whether an *operation* adds a shortcut to a residual function that a step can drop. What it makes is then the
 * shortcut alone, while all else of the residual function is not made.
 */
export function endsResidual(operation: Operation): operation is Sum {
  return "gate" in operation && operation.gate !== undefined && operation.gate === operation.residualOf;
}

/** Returns the shortcut of such an operation. */
export function shortcutOf(operation: Sum): Term {
  return operation.type === "combine" ? operation.terms[1] : operation.addend!;
}

/** An operation without its output. Distributes over the union. */
type Unfinished = Operation extends infer T ? (T extends Operation ? Omit<T, "output"> : never) : never;

function plain(value: Value): Term {
  return {value, scale: 1};
}

function pointwise({bias}: Dense): Windows {
  return {kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias};
}
