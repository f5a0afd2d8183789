import type {WeightsReason} from "../fields/rule.js";
import {weightsFault} from "./weightsFault.js";

/** Reads little-endian numbers and bytes one after another. Throws a fault of *reason* where there are none left. */
export class Cursor {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    private readonly reason: WeightsReason,
    public at = 0
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.view.getUint8(this.pass(1));
  }

  uint16(): number {
    return this.view.getUint16(this.pass(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.pass(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.pass(4), true);
  }

  /** Beyond 2⁵³ the number is rounded, which no length of a file comes near. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.pass(8), true));
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    return this.view.getFloat64(this.pass(8), false);
  }

  /** Returns the next *count* bytes, on the same memory. */
  take(count: number): Uint8Array {
    const from = this.pass(count);
    return this.bytes.subarray(from, from + count);
  }

  /** Returns the text up to the next line break, and passes that. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) throw weightsFault(this.reason);
    const text = utf8Text(this.take(end - this.at));
    this.pass(1);
    return text;
  }

  private pass(count: number): number {
    const from = this.at;
    if (from + count > this.bytes.length) throw weightsFault(this.reason);
    this.at = from + count;
    return from;
  }
}

/** Returns *bytes* of UTF-8 as text; what is none becomes �. */
export function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
