import {parseTar} from "nanotar";

/** A file as it lies in an archive or comes by itself. */
export interface NamedBytes {
  /** Its name without folders. */
  name: string;
  bytes: Uint8Array;
}

/** Options of openArchive. */
export interface ArchiveOptions {
  /** Bytes that may come out of a compressed file, at the most. Defaults to 400 million: CIFAR-10 has 184 million. */
  mostBytes?: number;
}

/**
 * Returns the files in *blob*: a tar archive, compressed by gzip or not; or *blob* itself if it is neither.
 *
 * Rejects if the archive is cut short or holds more than **mostBytes**; decompression stops there.
 */
export async function openArchive(
  blob: Blob,
  name: string,
  {mostBytes = 400e6}: ArchiveOptions = {}
): Promise<NamedBytes[]> {
  const start = new Uint8Array(await blob.slice(0, 512).arrayBuffer());
  const compressed = start[0] === 0x1f && start[1] === 0x8b;
  const bytes = compressed
    ? await decompress(blob, name, mostBytes)
    : new Uint8Array(await blob.arrayBuffer());
  if (isTar(bytes)) return tarFiles(bytes, name);
  return [{name: name.replace(/\.gz$/, ""), bytes}];
}

async function decompress(blob: Blob, name: string, mostBytes: number): Promise<Uint8Array> {
  const reader = blob.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await nextChunk(reader, name);
    if (done) return joined(chunks, length);
    chunks.push(value);
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new RangeError(
        `invalid archive: ${name} holds more than ${megabytes(mostBytes)}; CIFAR-10 holds 184 MB`
      );
    }
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, name: string) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new Error(`damaged archive: ${name} cannot be decompressed to its end; download it again`, {cause});
  }
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
    return parseTar(bytes)
      .filter(({type}) => type === "file")
      .map((file) => ({name: file.name.replace(/^.*\//, ""), bytes: whole(file.data, file.size)}));
  } catch (cause) {
    throw new Error(`damaged archive: ${name} ends before the files in it do; download it again`, {cause});
  }
}

function whole(data: Uint8Array | undefined, size: number): Uint8Array {
  if (data?.length !== size) throw new RangeError(`expected ${size} bytes`);
  return data;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}
