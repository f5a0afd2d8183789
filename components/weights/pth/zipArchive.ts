import {concatenatedBytes} from "../concatenatedBytes.js";

/** Numbers of a header: how many bytes each has, and its value. */
type Header = readonly (readonly [bytes: 2 | 4, value: number])[];

/** Returns a zip archive of *files*, stored as they are, as torch.load wants it. Source: APPNOTE.TXT 6.3, §4.3. */
export function zipArchive(files: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const text = new TextEncoder().encode(name);
    const common = commonHeader(text, bytes);
    const local = [headerBytes([[4, 0x04034b50], ...common]), text, bytes];
    directory.push(
      headerBytes([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      text
    );
    parts.push(...local);
    offset += local.reduce((sum, {length}) => sum + length, 0);
  }
  const size = directory.reduce((sum, {length}) => sum + length, 0);
  const [count, zero] = [[2, files.length] as const, [2, 0] as const];
  const end = headerBytes([[4, 0x06054b50], zero, zero, count, count, [4, size], [4, offset], zero]);
  return concatenatedBytes([...parts, ...directory, end]);
}

/** Version, flags, method, time, date (1 January 1980), checksum, sizes, and lengths of name and extras. */
function commonHeader(name: Uint8Array, bytes: Uint8Array): Header {
  const {length} = bytes;
  return [
    ...([[2, 20], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc32(bytes)]] as const), // prettier-ignore
    ...([[4, length], [4, length], [2, name.length], [2, 0]] as const) // prettier-ignore
  ];
}

function headerBytes(header: Header): Uint8Array {
  const result = new Uint8Array(header.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(result.buffer);
  let at = 0;
  for (const [bytes, value] of header) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return result;
}

/** Returns the checksum of zip archives. */
export function crc32(bytes: Uint8Array): number {
  const table = crcTable();
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function crcTable(): Uint32Array {
  return Uint32Array.from({length: 256}, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
}
