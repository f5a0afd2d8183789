import type {Measure} from "./imageRecording.js";

/** Returns a measure in words' digits: a readout of `65 %`, a shift of `0.87`, a rank of `6.9` or `38`. */
export function measureText(value: number, measure: Measure): string {
  if (Number.isNaN(value)) return "not a number";
  if (measure === "readout") return `${Math.round(100 * value)} %`;
  if (measure === "noise") return value.toFixed(2);
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
