import {utf8Text} from "../cursor.js";
import {dtypeBytes} from "../dtype.js";
import {countOf, type StoredTensor, type StoredWeights} from "../storedTensor.js";
import {weightsFault} from "../weightsFault.js";
import {entryBytes} from "./entryBytes.js";
import {stateDictOf} from "./stateDict.js";
import {readTensorPickle, type TensorView} from "./tensorPickle.js";
import {zipDirectory, type ZipEntry} from "./zipDirectory.js";

/** The pickle of a network of thousands of layers is shorter than this. */
const mostPickleBytes = 16 * 2 ** 20;

/** The bytes that deflated entries may inflate to in all. PyTorch itself deflates nothing. */
const mostInflatedBytes = 512 * 2 ** 20;

/**
 * Returns the tensors of what torch.save wrote, from version 1.6 on: a zip archive of a pickle, which says what there is, and of
 * the storages of its tensors. Nothing in the pickle is run. Throws a FaultError where something is missing or lies.
 */
export async function readPth(bytes: Uint8Array): Promise<StoredWeights> {
  const entries = zipDirectory(bytes);
  const folder = folderOf(entries);
  await checkByteOrder(entries.get(`${folder}byteorder`));
  const pickle = entries.get(`${folder}data.pkl`)!;
  if (pickle.size > mostPickleBytes) throw weightsFault("tooLarge", pickle.name);
  const views = stateDictOf(readTensorPickle(await entryBytes(pickle)));
  const keys = new Set([...views.values()].map(({storage}) => storage.key));
  const storages = await storageBytes(entries, [...keys], folder);
  const tensors = [...views].map(([name, view]) => toTensor(name, view, storages.get(view.storage.key)!));
  return {format: "pth", tensors, metadata: new Map()};
}

/** The folder that all entries are in, with its slash; its name is that of the file when it was saved. */
function folderOf(entries: ReadonlyMap<string, ZipEntry>): string {
  const pickles = [...entries.keys()].filter((name) => /^([^/]+\/)?data\.pkl$/.test(name));
  if (pickles.length !== 1) throw weightsFault("noPickle");
  return pickles[0].slice(0, -"data.pkl".length);
}

async function checkByteOrder(entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return; // files before PyTorch 2.1 do not say it, and are little-endian on all but few machines
  if (entry.size > 16) throw weightsFault("zipEntry", entry.name);
  const order = utf8Text(await entryBytes(entry));
  if (order !== "little") throw weightsFault("bigEndian");
}

async function storageBytes(
  entries: ReadonlyMap<string, ZipEntry>,
  keys: readonly string[],
  folder: string
): Promise<ReadonlyMap<string, Uint8Array>> {
  const storages = keys.map((key) => {
    const entry = entries.get(`${folder}data/${key}`);
    if (!entry) throw weightsFault("storage", key);
    return entry;
  });
  const deflated = storages.filter(({method}) => method === "deflated");
  if (deflated.reduce((sum, {size}) => sum + size, 0) > mostInflatedBytes) throw weightsFault("tooLarge");
  const result = new Map<string, Uint8Array>();
  for (const [i, entry] of storages.entries()) result.set(keys[i], await entryBytes(entry)); // one by one: less memory
  return result;
}

function toTensor(name: string, view: TensorView, storage: Uint8Array): StoredTensor {
  const {dtype, count, key} = view.storage;
  const size = dtypeBytes[dtype];
  if (count * size > storage.length) throw weightsFault("storage", key);
  const start = view.offset * size;
  const bytes = () =>
    view.isContiguous
      ? storage.subarray(start, start + countOf(view.shape) * size)
      : rowByRow(view, storage, size);
  return {name, dtype, shape: view.shape, bytes};
}

/** Copies the numbers of a view with strides of its own, such as a transposed one. */
function rowByRow({offset, shape, strides}: TensorView, storage: Uint8Array, size: number): Uint8Array {
  const count = countOf(shape);
  const result = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    let from = offset;
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      from += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    for (let byte = 0; byte < size; byte++) result[i * size + byte] = storage[from * size + byte];
  }
  return result;
}
