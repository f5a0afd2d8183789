import {FaultError, faultsOf} from "../fields/fault.js";
import {readPth} from "./pth/readPth.js";
import {readSafetensors} from "./safetensors/readSafetensors.js";
import {countOf, type StoredWeights} from "./storedTensor.js";
import {weightsFault} from "./weightsFault.js";

/** Bytes of the largest file that is read: four times those of a ResNet-152 in float32. */
export const mostFileBytes = 2 ** 30;

/** Numbers of all tensors together: twice those of a VGG-19. Tensors that share a storage count each. */
const mostValues = 2 ** 28;

/**
 * Returns the tensors of a file of weights: `.safetensors`, or what torch.save writes (`.pth`, `.pt`). What it is is told by its
 * bytes; only where they do not tell by its *name*. Rejects with a FaultError, whose value is the name, whatever is wrong with it; nothing in it is run.
 */
export async function readWeights(bytes: Uint8Array, name: string): Promise<StoredWeights> {
  try {
    const file = withoutPrefix(await readerOf(bytes, name)(bytes));
    checkSize(file);
    return file;
  } catch (error) {
    const faults = faultsOf(error);
    throw faults ? new FaultError(faults.map((fault) => ({...fault, value: name}))) : error;
  }
}

function readerOf(
  bytes: Uint8Array,
  name: string
): (bytes: Uint8Array) => StoredWeights | Promise<StoredWeights> {
  if (bytes.length > mostFileBytes) throw weightsFault("tooLarge");
  if (startsWith(bytes, [0x50, 0x4b])) return readPth; // "PK"
  if (bytes[0] === 0x80 && bytes[1] <= 5) throw weightsFault("legacyPth"); // a pickle's protocol
  if (bytes[8] === 0x7b || name.endsWith(".safetensors")) return readSafetensors; // "{"
  throw weightsFault("unknownFormat");
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function checkSize({tensors}: StoredWeights): void {
  if (tensors.length === 0) throw weightsFault("noTensors");
  if (tensors.reduce((sum, {shape}) => sum + countOf(shape), 0) > mostValues)
    throw weightsFault("tooManyValues");
}

/** What wrappers of PyTorch, DataParallel and torch.compile, put before each name. */
const prefixes = ["module.", "_orig_mod."];

function withoutPrefix(file: StoredWeights): StoredWeights {
  const {tensors} = file;
  const prefix = prefixes.find(
    (one) => tensors.length > 0 && tensors.every(({name}) => name.startsWith(one))
  );
  if (prefix === undefined) return file;
  const named = tensors.map((tensor) => ({...tensor, name: tensor.name.slice(prefix.length)}));
  return withoutPrefix({...file, tensors: named});
}
