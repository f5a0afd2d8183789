import type {Rows} from "../../../components/plan/sizes.js";

/**
 * Returns sums over the rows of each channel, the rows dealt out to *parts* in runs: `[parts, terms, channels]`. A part
 * may be empty. Sums are taken in float64.
 */
export function partialSums(
  {rows, channels}: Rows,
  parts: number,
  terms: ((row: number, channel: number) => number)[]
): Float32Array {
  const sums = new Float64Array(parts * terms.length * channels);
  for (let row = 0; row < rows; row++) {
    const part = Math.floor((row * parts) / rows);
    terms.forEach((term, i) => {
      const from = (part * terms.length + i) * channels;
      for (let channel = 0; channel < channels; channel++) sums[from + channel] += term(row, channel);
    });
  }
  return Float32Array.from(sums);
}
