import {concatenatedBytes} from "../concatenatedBytes.js";
import {countOf, type StoredTensor} from "../storedTensor.js";
import {weightsFault} from "../weightsFault.js";
import {storageTypes} from "./storageTypes.js";
import {zipArchive} from "./zipArchive.js";

/**
 * Returns a file that torch.load reads as a state_dict: an OrderedDict of *tensors*, each with a storage of its own. Throws a
 * FaultError where PyTorch has no storage of a tensor's type.
 */
export function writePth(tensors: readonly StoredTensor[]): Uint8Array {
  const text = (value: string) => new TextEncoder().encode(value);
  return zipArchive([
    ["archive/data.pkl", concatenatedBytes(stateDictPickle(tensors))],
    ["archive/byteorder", text("little")],
    ...tensors.map((tensor, i): [string, Uint8Array] => [`archive/data/${i}`, tensor.bytes()]),
    ["archive/version", text("3\n")]
  ]);
}

/** Instructions of protocol 2: see pickle.ts. */
function stateDictPickle(tensors: readonly StoredTensor[]): Uint8Array[] {
  const entries = tensors.flatMap((tensor, i) => [unicode(tensor.name), ...tensorPickle(tensor, String(i))]);
  return [code(0x80, 2), ...newDictionary(), code("("), ...entries, code("u"), code(".")];
}

/** `_rebuild_tensor_v2(storage, 0, shape, strides, requires_grad=False, OrderedDict())` */
function tensorPickle({name, dtype, shape}: StoredTensor, key: string): Uint8Array[] {
  const type = storageTypes[dtype];
  if (type === undefined) throw weightsFault("noPthType", `${name}, ${dtype}`);
  const strides = shape.map((_, i) => countOf(shape.slice(i + 1)));
  const count = countOf(shape);
  const id = [unicode("storage"), global("torch", type), unicode(key), unicode("cpu"), integer(count)];
  return [
    global("torch._utils", "_rebuild_tensor_v2"),
    ...[code("("), ...tuple(id), code("Q"), integer(0)],
    ...[...tuple(shape.map(integer)), ...tuple(strides.map(integer)), code(0x89)],
    ...[...newDictionary(), code("t"), code("R")]
  ];
}

function newDictionary(): Uint8Array[] {
  return [global("collections", "OrderedDict"), code(")"), code("R")];
}

function tuple(values: readonly Uint8Array[]): Uint8Array[] {
  return [code("("), ...values, code("t")];
}

function global(module: string, name: string): Uint8Array {
  return new TextEncoder().encode(`c${module}\n${name}\n`);
}

function unicode(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return concatenatedBytes([code("X"), littleEndian(bytes.length), bytes]);
}

/** Counts of a tensor's numbers lie below 2³¹. */
function integer(value: number): Uint8Array {
  return concatenatedBytes([code("J"), littleEndian(value)]);
}

function code(...codes: (string | number)[]): Uint8Array {
  return Uint8Array.from(codes, (one) => (typeof one === "string" ? one.charCodeAt(0) : one));
}

function littleEndian(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}
