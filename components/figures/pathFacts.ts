import {superscript} from "../charts/powerText.js";
import {meanLength} from "../network/pathLengths.js";
import type {Polynomial} from "../network/paths.js";
import {decimalText} from "./decimalText.js";

/** Returns a number of paths, exactly: `2⁵⁴ = 18,014,398,509,481,984 paths`. */
export function pathCountText(count: bigint): string {
  const digits = `${count.toLocaleString("en")} ${count === 1n ? "path" : "paths"}`;
  return count > 1n && isPowerOfTwo(count) ? `${powerOfTwo(count)} = ${digits}` : digits;
}

/** Returns a number of paths in a few digits: `2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths`. */
export function pathCountShort(count: bigint): string {
  const digits = String(count);
  const short = `${digits[0]}.${digits.slice(1, 3)} · 10${superscript(digits.length - 1)} paths`; // cut, not rounded
  return isPowerOfTwo(count) ? `${powerOfTwo(count)} ≈ ${short}` : `≈ ${short}`;
}

/** Returns how long the paths of *polynomial* are: `lengths 0 to 54, mean 27`. */
export function lengthsText(polynomial: Polynomial): string {
  const first = polynomial.findIndex((count) => count > 0n);
  const last = polynomial.findLastIndex((count) => count > 0n);
  return first === last
    ? `length ${first}`
    : `lengths ${first} to ${last.toLocaleString("en")}, mean ${decimalText(meanLength(polynomial))}`;
}

function isPowerOfTwo(count: bigint): boolean {
  return (count & (count - 1n)) === 0n;
}

function powerOfTwo(count: bigint): string {
  return `2${superscript(count.toString(2).length - 1)}`;
}
