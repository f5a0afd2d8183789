import type {Crossing} from "../crossings.js";

/** A path from input to output: for each residual function whether it is crossed. */
export type Path = readonly boolean[];

/**
 * Returns all paths through *crossings*, the shortest first; of one length, those first that cross earlier blocks. There
 * are 2ⁿ of n with shortcuts. Source: Veit et al. 2016 (arXiv:1605.06431), Fig. 1 (b).
 */
export function pathsThrough(crossings: readonly Crossing[]): Path[] {
  const paths = crossings.reduce<Path[]>(
    (begun, {shortcut}) =>
      begun.flatMap((path) =>
        shortcut
          ? [
              [...path, true],
              [...path, false]
            ]
          : [[...path, true]]
      ),
    [[]]
  );
  return paths.sort((a, b) => pathLength(a) - pathLength(b)); // a sort that keeps the order of equals
}

/** Returns how many residual functions *path* crosses. */
export function pathLength(path: Path): number {
  return path.filter(Boolean).length;
}

/** Returns how many paths *path* stands for: for each residual function that it crosses, one of its branches. */
export function pathsAlong(path: Path, crossings: readonly Crossing[]): bigint {
  return crossings.reduce((count, {branches}, i) => (path[i] ? count * branches : count), 1n);
}

const list = new Intl.ListFormat("en-GB");

/**
 * Returns *path* in words, and how many paths it stands for if *count* is more than 1: `path of length 2, through blocks 1
 * and 3`, or `1,024 paths of length 2, through blocks 1 and 3`.
 */
export function pathWords(path: Path, count = 1n): string {
  const crossed = path.flatMap((crosses, i) => (crosses ? [String(i + 1)] : []));
  const through =
    crossed.length > 0
      ? `, through block${crossed.length === 1 ? "" : "s"} ${list.format(crossed)}`
      : path.length > 0
        ? ", through the shortcuts alone"
        : "";
  const paths = count === 1n ? "path" : `${count.toLocaleString("en")} paths`;
  return `${paths} of length ${crossed.length}${through}`;
}
