import {weightsFault} from "../weightsFault.js";
import type {ZipEntry} from "./zipDirectory.js";

/**
 * Returns the bytes of an entry: on the archive's own memory where it is stored, as torch.save has it. What is deflated is
 * inflated by the browser's or Node's own decompressor, and no further than the entry says.
 */
export async function entryBytes({name, method, packed, size}: ZipEntry): Promise<Uint8Array> {
  if (method === "stored") return packed;
  const result = new Uint8Array(size);
  let at = 0;
  try {
    for await (const chunk of chunksOf(packed)) {
      if (at + chunk.length > size) throw weightsFault("zipInflate", name);
      result.set(chunk, at);
      at += chunk.length;
    }
  } catch {
    throw weightsFault("zipInflate", name);
  }
  if (at !== size) throw weightsFault("zipInflate", name);
  return result;
}

/** A reader, since not every browser can loop over a stream. */
async function* chunksOf(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const blob = new Blob([packed as Uint8Array<ArrayBuffer>]);
  const reader = blob.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined); // it may have failed already
  }
}
