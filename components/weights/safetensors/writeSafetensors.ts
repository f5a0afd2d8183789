import {concatenatedBytes} from "../concatenatedBytes.js";
import {byteCount, type StoredTensor} from "../storedTensor.js";

/**
 * Returns a safetensors file of *tensors*, in their order, with *metadata*. PyTorch's own tools write `{format: "pt"}`, and
 * some readers ask for it.
 */
export function writeSafetensors(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>> = {}
): Uint8Array {
  let end = 0;
  const entries = tensors.map((tensor) => {
    const begin = end;
    end += byteCount(tensor);
    return [tensor.name, {dtype: tensor.dtype, shape: tensor.shape, data_offsets: [begin, end]}];
  });
  const header = JSON.stringify({__metadata__: {format: "pt", ...metadata}, ...Object.fromEntries(entries)});
  const text = new TextEncoder().encode(header);
  const padded = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(32); // numbers begin at a multiple of 8
  padded.set(text);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return concatenatedBytes([length, padded, ...tensors.map((tensor) => tensor.bytes())]);
}
