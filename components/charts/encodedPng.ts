/** Options of encodedPng. */
export interface PngOptions {
  /** Width of the picture, in pixels. */
  width: number;
  /** Bytes of a pixel: 1 for grey, 3 for red, green, blue. */
  channels: 1 | 3;
  /** Returns bytes in zlib's format. Defaults to packing them as they are. */
  compress?: (bytes: Uint8Array) => Uint8Array;
}

/**
 * Returns a picture as a PNG file.
 *
 * - *pixels*: `[height, width, channels]`, from 0 to 255
 */
export function encodedPng(pixels: Uint8Array, {width, channels, compress = stored}: PngOptions): Uint8Array {
  const row = width * channels;
  const height = pixels.length / row;
  const lines = new Uint8Array(height * (row + 1)); // each line begins with a 0: it is not filtered
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const color = channels === 1 ? 0 : 2;
  const header = [...bigEndian(width), ...bigEndian(height), 8, color, 0, 0, 0]; // 8 bits of a value
  return joined([
    [137, 80, 78, 71, 13, 10, 26, 10],
    chunk("IHDR", header),
    chunk("IDAT", compress(lines)),
    chunk("IEND", [])
  ]);
}

/** Returns a file as a `data:` URL. */
export function pngUrl(file: Uint8Array): string {
  return `data:image/png;base64,${btoa(Array.from(file, (byte) => String.fromCharCode(byte)).join(""))}`;
}

type Bytes = ArrayLike<number>;

function chunk(type: string, data: Bytes): Uint8Array {
  const body = joined([Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return joined([bigEndian(data.length), body, bigEndian(crc(body))]);
}

/** Returns at most 65,535 bytes in zlib's format, uncompressed. Source: RFC 1950 and RFC 1951, §3.2.4. */
function stored(bytes: Uint8Array): Uint8Array {
  const {length} = bytes;
  if (length > 0xffff)
    throw new RangeError(`invalid picture: ${length} bytes; uncompressed, it has 65,535 at most`);
  const size = [length & 255, length >> 8];
  return joined([
    [0x78, 0x01, 1, ...size, ...size.map((byte) => 255 - byte)],
    bytes,
    bigEndian(adler(bytes))
  ]);
}

/** The checksum of zlib (RFC 1950, §8.2). */
function adler(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** The cyclic redundancy check of PNG (ISO 3309), whose polynomial, reversed, is 0xedb88320. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function joined(parts: readonly Bytes[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, {length}) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
