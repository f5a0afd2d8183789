import {isObject} from "../../fields/isObject.js";
import {Cursor, utf8Text} from "../cursor.js";
import {isDtype} from "../dtype.js";
import {byteCount, isShape, type StoredTensor, type StoredWeights} from "../storedTensor.js";
import {weightsFault} from "../weightsFault.js";

/** A header longer than this is none that a network of the course's size needs. */
const mostHeaderBytes = 16 * 2 ** 20;

interface Placed extends StoredTensor {
  readonly begin: number;
  readonly end: number;
}

/**
 * Returns the tensors of a safetensors file: 8 bytes that say how long the header is, a header in JSON, and numbers, of which
 * each tensor has a part and which nothing else is in. Throws a FaultError where the file keeps to none of this.
 *
 * Source: the format's description, https://github.com/huggingface/safetensors#format.
 */
export function readSafetensors(bytes: Uint8Array): StoredWeights {
  const cursor = new Cursor(bytes, "headerEnds");
  const length = cursor.uint64();
  if (length > mostHeaderBytes || length > bytes.length - 8) throw weightsFault("headerLength", length);
  const header = headerOf(cursor.take(length));
  const data = bytes.subarray(cursor.at);
  const metadata = header.get("__metadata__");
  header.delete("__metadata__");
  const tensors = [...header].map(([name, entry]) => toTensor(name, entry, data));
  checkPlaces(tensors, data.length);
  return {format: "safetensors", tensors, metadata: textsOf(metadata)};
}

function headerOf(bytes: Uint8Array): Map<string, unknown> {
  const header = parsed(utf8Text(bytes));
  if (!isObject(header)) throw weightsFault("headerJson");
  return new Map(Object.entries(header));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw weightsFault("headerJson");
  }
}

function toTensor(name: string, entry: unknown, data: Uint8Array): Placed {
  if (!isObject(entry)) throw weightsFault("tensorEntry", name);
  const {dtype, shape, data_offsets: offsets} = entry;
  if (!isDtype(dtype)) throw weightsFault("dtype", typeof dtype === "string" ? dtype : name);
  if (!isShape(shape)) throw weightsFault("tensorEntry", name);
  if (!isPair(offsets)) throw weightsFault("tensorEntry", name);
  const [begin, end] = offsets;
  if (end > data.length || end - begin !== byteCount({dtype, shape})) throw weightsFault("tensorBytes", name);
  return {name, dtype, shape, begin, end, bytes: () => data.subarray(begin, end)};
}

/** Whether *value* is two counts of bytes. */
function isPair(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((count) => Number.isSafeInteger(count) && count >= 0)
  );
}

/** Tensors stand one behind the other, so that no byte is two tensors' and none is hidden. */
function checkPlaces(tensors: readonly Placed[], length: number): void {
  let at = 0;
  for (const {name, begin, end} of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) throw weightsFault("tensorOverlap", name);
    at = end;
  }
  if (at !== length) throw weightsFault("bytesLeft");
}

function textsOf(metadata: unknown): ReadonlyMap<string, string> {
  if (metadata === undefined) return new Map();
  if (!isObject(metadata)) throw weightsFault("tensorEntry", "__metadata__");
  return new Map(
    Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === "string")
  );
}
