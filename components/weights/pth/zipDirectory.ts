import {Cursor, utf8Text} from "../cursor.js";
import {weightsFault} from "../weightsFault.js";

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: "stored" | "deflated";
  /** The bytes as they stand in the archive, on its memory. */
  readonly packed: Uint8Array;
  /** How many bytes they inflate to. */
  readonly size: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const mostComment = 0xffff;

/** A row of the directory, and where its entry begins. */
interface Row {
  readonly name: string;
  readonly method: ZipEntry["method"];
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Returns the entries of a zip archive by name, from the directory at its end. Nothing is inflated. Throws a FaultError where
 * an entry is not where it is said to be, where entries share bytes, and on what PyTorch does not write: encryption, more than
 * one disk, 64-bit sizes.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3, §4.3.
 */
export function zipDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const {count, offset, end} = endOf(bytes);
  const cursor = new Cursor(bytes.subarray(0, end), "zipDirectory", offset);
  const rows = Array.from({length: count}, () => readRow(cursor));
  const entries = new Map<string, ZipEntry>();
  let free = 0;
  for (const row of rows.toSorted((a, b) => a.offset - b.offset)) {
    if (row.offset < free) throw weightsFault("zipOverlap", row.name);
    const {start, entry} = readEntry(bytes.subarray(0, offset), row);
    free = start + row.packedSize;
    if (entries.has(row.name)) throw weightsFault("zipEntry", row.name);
    entries.set(row.name, entry);
  }
  return entries;
}

function endOf(bytes: Uint8Array): {count: number; offset: number; end: number} {
  const last = bytes.length - endBytes;
  for (let at = last; at >= Math.max(0, last - mostComment); at--) {
    const cursor = new Cursor(bytes, "zipEnds", at);
    if (cursor.uint32() !== endSignature) continue;
    const [disk, first, here, count] = Array.from({length: 4}, () => cursor.uint16());
    const [size, offset, comment] = [cursor.uint32(), cursor.uint32(), cursor.uint16()];
    if (at + endBytes + comment !== bytes.length) continue;
    if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) throw weightsFault("zip64");
    if (disk !== 0 || first !== 0 || here !== count || offset + size > at) throw weightsFault("zipDirectory");
    return {count, offset, end: offset + size};
  }
  throw weightsFault("zipDirectory");
}

function readRow(cursor: Cursor): Row {
  if (cursor.uint32() !== directorySignature) throw weightsFault("zipDirectory");
  cursor.take(4); // versions
  const [flags, method] = [cursor.uint16(), cursor.uint16()];
  cursor.take(8); // time, checksum
  const [packedSize, size] = [cursor.uint32(), cursor.uint32()];
  const [nameLength, extra, comment] = [cursor.uint16(), cursor.uint16(), cursor.uint16()];
  cursor.take(8); // disk, attributes
  const offset = cursor.uint32();
  const name = utf8Text(cursor.take(nameLength));
  cursor.take(extra + comment);
  if (packedSize === 0xffffffff || size === 0xffffffff || offset === 0xffffffff) throw weightsFault("zip64");
  if (flags & 1 || (method !== 0 && method !== 8)) throw weightsFault("zipMethod", name);
  if (method === 0 && packedSize !== size) throw weightsFault("zipEntry", name);
  return {name, method: method === 0 ? "stored" : "deflated", packedSize, size, offset};
}

/** Reads what stands before an entry's bytes, which has a name and extras of its own. */
function readEntry(archive: Uint8Array, row: Row): {start: number; entry: ZipEntry} {
  const cursor = new Cursor(archive, "zipEnds", row.offset);
  if (cursor.uint32() !== localSignature) throw weightsFault("zipEntry", row.name);
  cursor.take(22);
  const [nameLength, extra] = [cursor.uint16(), cursor.uint16()];
  if (utf8Text(cursor.take(nameLength)) !== row.name) throw weightsFault("zipEntry", row.name);
  cursor.take(extra);
  const start = cursor.at;
  const {name, method, size} = row;
  return {start, entry: {name, method, size, packed: cursor.take(row.packedSize)}};
}
