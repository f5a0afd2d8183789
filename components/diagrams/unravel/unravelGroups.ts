import {superscript} from "../../charts/powerText.js";
import {commonBranches, type Crossing} from "../crossings.js";
import {type Path, pathLength, pathsAlong} from "./unravelPaths.js";

/** The rows of one length. */
export interface LengthGroup {
  readonly length: number;
  /** How many paths they stand for: `3 paths`, or `3 × 32² paths`. */
  readonly count: string;
  /** Of the first of them. */
  readonly y: number;
}

/** Returns *rows*, the shortest first, by their length. */
export function lengthGroups(
  rows: readonly {readonly path: Path; readonly y: number}[],
  crossings: readonly Crossing[]
): LengthGroup[] {
  const all = [...new Set(rows.map(({path}) => pathLength(path)))];
  return all.map((length) => {
    const own = rows.filter(({path}) => pathLength(path) === length);
    const paths = own.map(({path}) => path);
    return {length, count: countText(paths, crossings), y: own[0].y};
  });
}

/** How many paths rows of one length stand for: as a product where each stands for as many, else counted. */
function countText(paths: readonly Path[], crossings: readonly Crossing[]): string {
  const all = paths.reduce((sum, path) => sum + pathsAlong(path, crossings), 0n);
  const each = powerText(commonBranches(crossings), pathLength(paths[0]));
  const product = [...(paths.length > 1 ? [paths.length] : []), each].join(" × ");
  return `${each ? product : all.toLocaleString("en")} ${all === 1n ? "path" : "paths"}`;
}

/** `32²`; nothing if that is 1, or not known. */
function powerText(base: bigint | undefined, exponent: number): string {
  if (base === undefined || base === 1n || exponent === 0) return "";
  return exponent === 1 ? String(base) : `${base}${superscript(exponent)}`;
}
