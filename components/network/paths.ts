import type {Expression} from "./expression.js";
import {fold} from "./fold.js";

/** Coefficients of a polynomial in t, lowest first: `[1n, 2n, 1n]` is 1 + 2t + t². */
export type Polynomial = readonly bigint[];

const one: Polynomial = [1n];
const t: Polynomial = [0n, 1n];

/**
 * Returns the path-length polynomial of *expression*: the coefficient of t^k is the number of paths from input to output
 * that cross k residual functions.
 *
 * A sequence multiplies, a sum adds, a residual function is t and a shortcut 1, whatever is inside them; every other
 * layer is 1, and the branches of a concatenation add. So n residual blocks give (1 + t)^n and n plain ones t^n.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §3.
 */
export function pathPolynomial(expression: Expression): Polynomial {
  return fold<Polynomial>(expression, {
    leaf: () => one,
    sequence: (parts) => parts.reduce(product, one),
    sum: (branches) => branches.reduce(added),
    concat: (branches) => branches.reduce(added),
    group: (body, {role}) => (role === "residual" ? t : role === "shortcut" ? one : body)
  });
}

/** Returns the number of paths: the polynomial at t = 1. */
export function pathCount(polynomial: Polynomial): bigint {
  return polynomial.reduce((sum, coefficient) => sum + coefficient, 0n);
}

/** Returns the share of each path length among all paths, as fractions that sum to 1. */
export function pathShares(polynomial: Polynomial): number[] {
  const paths = pathCount(polynomial);
  return polynomial.map((coefficient) => ratio(coefficient, paths));
}

function product(a: Polynomial, b: Polynomial): Polynomial {
  if (a === one) return b;
  if (b === one) return a;
  const result = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => {
    if (x !== 0n) b.forEach((y, j) => (result[i + j] += x * y));
  });
  return result;
}

function added(a: Polynomial, b: Polynomial): Polynomial {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  return long.map((coefficient, i) => coefficient + (short[i] ?? 0n));
}

/** Counts of paths pass the largest double at 1024 blocks, so both are shortened to what a double can hold. */
function ratio(part: bigint, whole: bigint): number {
  const excess = BigInt(Math.max(0, whole.toString(2).length - 1000));
  return Number(part >> excess) / Number(whole >> excess);
}
