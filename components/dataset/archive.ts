import {parseTar} from "nanotar";
import {quotedUnlessWord} from "../fields/quoted.js";

/** A file, from an archive or on its own. */
export interface NamedBytes {
  /** Its name without folders. */
  name: string;
  bytes: Uint8Array;
}

/** Options of openArchive. */
export interface ArchiveOptions {
  /** Bytes that all files may hold together, decompressed. Defaults to mostArchiveBytes. */
  mostBytes?: number;
  /** How many of them other files have taken. Defaults to 0. */
  takenBytes?: number;
}

/** Bytes that are read at the most, decompressed, of all files together. CIFAR-10 has 184 million. */
export const mostArchiveBytes = 250e6;

/**
 * Returns the files in *blob*: a tar archive, compressed by gzip or not; or *blob* itself if it is neither.
 *
 * Rejects if the file cannot be read, is cut short, or holds more than **mostBytes**; decompression stops there.
 */
export async function openArchive(
  blob: Blob,
  name: string,
  options: ArchiveOptions = {}
): Promise<NamedBytes[]> {
  const start = await contents(blob.slice(0, 2), name);
  const compressed = start[0] === 0x1f && start[1] === 0x8b;
  if (!compressed && blob.size > bytesLeft(options)) throw tooLarge(name, options);
  const bytes = compressed ? await decompress(blob, name, options) : await contents(blob, name);
  if (isTar(bytes)) return tarFiles(bytes, name);
  return [{name: compressed ? name.replace(/\.gz$/, "") : name, bytes}];
}

function bytesLeft({mostBytes = mostArchiveBytes, takenBytes = 0}: ArchiveOptions): number {
  return mostBytes - takenBytes;
}

/** Browsers hand over a dropped folder as if it were a file, and then fail to read it. */
async function contents(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new Error(`unreadable file: ${quotedUnlessWord(name)}; if it is a folder, choose the files in it`, {
      cause
    });
  }
}

async function decompress(blob: Blob, name: string, options: ArchiveOptions): Promise<Uint8Array> {
  const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await nextChunk(reader, name);
    if (done) return joined(chunks, length);
    chunks.push(value);
    length += value.length;
    if (length > bytesLeft(options)) {
      await reader.cancel();
      throw tooLarge(name, options);
    }
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, name: string) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new Error(
      `damaged archive: ${quotedUnlessWord(name)} cannot be decompressed to its end; download it again`,
      {cause}
    );
  }
}

function tooLarge(name: string, {mostBytes = mostArchiveBytes, takenBytes = 0}: ArchiveOptions): RangeError {
  const together = takenBytes > 0 ? ", together with the files before it" : "";
  return new RangeError(
    `invalid archive: ${quotedUnlessWord(name)} holds more than ${megabytes(mostBytes)}${together}; CIFAR-10 holds 184 MB`
  );
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Tar's mark, at the same place in every dialect in use. */
function isTar(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(257, 262)) === "ustar";
}

function tarFiles(bytes: Uint8Array, name: string): NamedBytes[] {
  try {
    // nanotar mistakes a header that is cut short for the end, but tar archives end with blocks of zeros.
    if (bytes.subarray(-512).some((byte) => byte !== 0))
      throw new RangeError("expected 512 zeros at the end");
    return parseTar(bytes)
      .filter(({type}) => type === "file")
      .map((file) => ({name: file.name.replace(/^.*\//, ""), bytes: whole(file.size, file.data)}));
  } catch (cause) {
    throw new Error(
      `damaged archive: ${quotedUnlessWord(name)} ends before the files in it do; download it again`,
      {cause}
    );
  }
}

/** nanotar gives no data for an empty file, and too little where a size is not a number. */
function whole(size: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  if (data.length !== size) throw new RangeError(`expected ${size} bytes`);
  return data;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}
