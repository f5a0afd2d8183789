import type {Volume} from "../network/shapes.js";

/** What one layer hands to the next: `[batch, ...volume]`. Each is made by one operation. */
export interface Value {
  readonly name: string;
  readonly volume: Volume;
}

/** A value times a constant. */
export interface Term {
  readonly value: Value;
  readonly scale: number;
}

/** Returns a value as a term. */
export function plain(value: Value): Term {
  return {value, scale: 1};
}
