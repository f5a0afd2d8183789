import {concatenatedBytes} from "../../components/weights/concatenatedBytes.js";

/** A message's fields in Google's wire format, each by its number in the schema. */
export type Fields = readonly Uint8Array[];

/** Returns a field of an integer from 0 that is exact in a number. */
export function integerField(field: number, value: number): Uint8Array {
  return bytesOf([...varint(field * 8), ...varint(value)]);
}

/** Returns a field of a 32-bit number. */
export function floatField(field: number, value: number): Uint8Array {
  return concatenatedBytes([bytesOf(varint(field * 8 + 5)), new Uint8Array(Float32Array.of(value).buffer)]);
}

/** Returns a field of a text, bytes, or a message. */
export function bytesField(field: number, value: string | Uint8Array | Fields): Uint8Array {
  const bytes =
    typeof value === "string"
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
        ? value
        : concatenatedBytes(value);
  return concatenatedBytes([bytesOf([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);
}

/** Returns the seven bits at a time of an integer, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

function bytesOf(values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}
