import {superscript} from "../../charts/powerText.js";
import {meanLength} from "../../network/pathLengths.js";
import type {Polynomial} from "../../network/paths.js";
import {decimalText} from "../decimalText.js";

/** Returns a number of paths, exactly, and as a power of *base* if it is one: `2⁵⁴ = 18,014,398,509,481,984 paths`. */
export function pathCountText(count: bigint, base = 2n): string {
  const power = powerText(count, base);
  return `${power ? `${power} = ` : ""}${count.toLocaleString("en")} ${count === 1n ? "path" : "paths"}`;
}

/** Like pathCountText, except in a few digits: `2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths`. */
export function pathCountShort(count: bigint, base = 2n): string {
  const digits = String(count);
  const short = `${digits[0]}.${digits.slice(1, 3)} · 10${superscript(digits.length - 1)} paths`; // cut, not rounded
  return `${powerText(count, base)} ≈ ${short}`.trimStart();
}

/** Returns how long the paths of *polynomial* are: `lengths 0 to 54, mean 27`, to two decimals. */
export function lengthsText(polynomial: Polynomial): string {
  const first = polynomial.findIndex((count) => count > 0n);
  const last = polynomial.findLastIndex((count) => count > 0n);
  return first === last
    ? `length ${first}`
    : `lengths ${first} to ${last.toLocaleString("en")}, mean ${decimalText(Math.round(100 * meanLength(polynomial)) / 100)}`;
}

/** `33³` for 35,937 and 33; nothing if *count* is not a power of *base*, or 1. */
function powerText(count: bigint, base: bigint): string {
  let exponent = 0;
  let rest = count;
  for (; rest % base === 0n; rest /= base) ++exponent;
  return rest === 1n && exponent > 0 ? `${base}${superscript(exponent)}` : "";
}
