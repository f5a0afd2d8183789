import {isObject} from "../../fields/isObject.js";
import type {Dtype} from "../dtype.js";
import {countOf, isShape} from "../storedTensor.js";
import {weightsFault} from "../weightsFault.js";
import {type PickleWords, readPickle} from "./pickle.js";
import {storageDtype} from "./storageTypes.js";

/** Numbers of one type that tensors look at; the pickle has only where they are. */
export interface Storage {
  readonly dtype: Dtype;
  /** The entry of the archive, in its folder `data`. */
  readonly key: string;
  /** Numbers in it. */
  readonly count: number;
}

/** A tensor as a pickle describes it: where its numbers are in a storage. */
export class TensorView {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    /** Numbers of the storage from one position to the next along each axis. */
    readonly strides: readonly number[]
  ) {}

  /** Whether its numbers stand in the storage row by row. */
  get isContiguous(): boolean {
    return this.strides.every(
      (stride, i) => this.shape[i] === 1 || stride === countOf(this.shape.slice(i + 1))
    );
  }
}

/** Something that a pickle names, and may call. */
interface Known {
  readonly call: (args: unknown[]) => unknown;
}

/** All that a pickle may call. Every other name is a fault, and what it names is never looked for. */
const known: ReadonlyMap<string, Known> = new Map([
  ["collections.OrderedDict", {call: (args: unknown[]) => dictionary(args)}],
  ["torch._utils._rebuild_tensor_v2", {call: rebuildTensor}],
  ["torch._utils._rebuild_parameter", {call: ([tensor]: unknown[]) => asTensor(tensor)}]
]);

/** Returns the value of the `data.pkl` of torch.save; its tensors are TensorViews. Nothing in it is run. */
export function readTensorPickle(bytes: Uint8Array): unknown {
  return readPickle(bytes, tensorWords);
}

const tensorWords: PickleWords = {
  global(name) {
    const callee = known.get(name);
    if (callee) return callee;
    const type = /^torch\.(\w+Storage)$/.exec(name)?.[1];
    if (type === undefined) throw weightsFault("pickleImport", name);
    const dtype = storageDtype(type);
    if (!dtype) throw weightsFault("dtype", type);
    return {dtype};
  },
  persistent: toStorage,
  reduce(callee, args) {
    if (![...known.values()].includes(callee as Known)) throw weightsFault("pickleValue");
    return (callee as Known).call(args);
  }
};

function dictionary(args: unknown[]): Map<unknown, unknown> {
  if (args.length > 0) throw weightsFault("pickleValue");
  return new Map();
}

/** A storage's id is `("storage", its type, its key, its device, its length)`. */
function toStorage(id: unknown): Storage {
  if (!Array.isArray(id) || id[0] !== "storage") throw weightsFault("pickleValue");
  const [, type, key, , count] = id as unknown[];
  const dtype = isObject(type) && "dtype" in type ? (type.dtype as Dtype) : undefined;
  if (!dtype || typeof key !== "string" || !isShape([count])) throw weightsFault("pickleValue");
  return {dtype, key, count: count as number};
}

function rebuildTensor(args: unknown[]): TensorView {
  const [storage, offset, shape, strides] = args;
  if (!isStorage(storage) || !isShape([offset])) throw weightsFault("pickleValue");
  if (!isShape(shape) || !isStrides(strides, shape.length)) throw weightsFault("pickleValue");
  const view = new TensorView(storage, offset as number, shape, strides);
  checkBounds(view);
  return view;
}

/** A tensor lies in its storage, and has no more numbers than that: one that was expanded would need memory it has no bytes for. */
function checkBounds({storage, offset, shape, strides}: TensorView): void {
  const count = countOf(shape);
  const last = shape.reduce((at, size, i) => at + (size - 1) * strides[i], offset);
  if (count > 0 && (count > storage.count || !(last < storage.count))) throw weightsFault("tensorBytes");
}

function asTensor(value: unknown): TensorView {
  if (!(value instanceof TensorView)) throw weightsFault("pickleValue");
  return value;
}

function isStorage(value: unknown): value is Storage {
  return isObject(value) && "key" in value && "count" in value;
}

/** Strides are no shape: their product says nothing. */
function isStrides(value: unknown, axes: number): value is number[] {
  return Array.isArray(value) && value.length === axes && value.every((stride) => isShape([stride]));
}
