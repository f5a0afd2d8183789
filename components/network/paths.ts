import type {Expression} from "./expression.js";
import {fold} from "./fold.js";
import {transformations} from "./transformations.js";

/** Coefficients of a polynomial in t, lowest first: `[1n, 2n, 1n]` is 1 + 2t + t². */
export type Polynomial = readonly bigint[];

const one: Polynomial = [1n];

/**
 * Returns the path-length polynomial of *expression*: the coefficient of t^k is the number of paths from input to output
 * that cross k residual functions.
 *
 * A sequence multiplies, a sum adds, and so do the branches of a concatenation. A residual function is t, or C·t if it is
 * added to something and is itself an aggregate of C parallel transformations; a shortcut and any other layer are 1. So n
 * residual blocks give (1 + t)^n, and n blocks of ResNeXt (1 + C·t)^n, in each of its three forms. A plain network is one
 * path, t^n of n blocks, whatever is inside them, and so is AlexNet, whose groups are its two graphics cards.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §3; C: Xie et al. 2017 (arXiv:1611.05431), §3.
 */
export function pathPolynomial(expression: Expression): Polynomial {
  const polynomial = fold<ByPlace>(expression, {
    leaf: () => () => one,
    sequence: (parts) => (isAdded) => parts.map((part) => part(isAdded)).reduce(product, one),
    sum: (branches) => (isAdded) =>
      branches.map((branch) => branch(isAdded || branches.length > 1)).reduce(added),
    concat: (branches) => (isAdded) => branches.map((branch) => branch(isAdded)).reduce(added),
    group: (body, {role, body: inside}) =>
      role === "residual"
        ? (isAdded) => [0n, isAdded ? transformations(inside) : 1n]
        : role === "shortcut"
          ? () => one
          : body
  });
  return polynomial(false);
}

/** A polynomial that depends on whether what it is of is added to something. */
type ByPlace = (isAdded: boolean) => Polynomial;

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
