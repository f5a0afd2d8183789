import {extent, groups, mean} from "d3-array";
import type {ReachPoint} from "../protocol/analyses.js";

/** How alike the gradients of one network are at its weights, and a distance away: the mean over seeds and directions. */
export interface ReachRow {
  /** The network's key. */
  net: string;
  /** As a share of each filter's norm. */
  distance: number;
  /** In [-1, 1]. */
  cosine: number;
  /** Lowest and highest of all directions. */
  low: number;
  high: number;
}

/** The distance at which a cosine falls below ½. */
export interface GradientReach {
  distance: number;
  /** That it is farther or nearer than what was measured, whose end **distance** is. Absent where it was found. */
  beyond?: "farther" | "nearer";
}

/** The reach of one network's gradient: that of the mean cosine. */
export interface NetReach extends GradientReach {
  /** The network's key. */
  net: string;
  /** Shortest and longest of all directions. */
  low: number;
  high: number;
}

/** Returns the mean cosine at each distance over *runs*, one a seed, each with one direction or several. */
export function reachRows(net: string, runs: readonly (readonly ReachPoint[])[]): ReachRow[] {
  return groups(runs.flat(), ({distance}) => distance).map(([distance, points]) => {
    const cosines = points.map(({cosine}) => cosine);
    const [low, high] = extent(cosines) as [number, number];
    return {net, distance, cosine: mean(cosines)!, low, high};
  });
}

/** Returns the reach of the mean of *runs*, with those of its single directions beside it. */
export function netReach(net: string, runs: readonly (readonly ReachPoint[])[]): NetReach {
  const ways = runs.flatMap((run) => groups(run, ({direction}) => direction).map(([, points]) => points));
  const [low, high] = extent(ways, (points) => reachOf(points).distance) as [number, number];
  return {net, ...reachOf(reachRows(net, runs)), low, high};
}

/**
 * Returns where the cosine of *points*, from near to far, first falls below ½: between the two points around it, in
 * proportion, with distances as logarithms. What is not a number, as where a gradient overflows, counts as 0.
 */
export function reachOf(points: readonly Pick<ReachPoint, "distance" | "cosine">[]): GradientReach {
  const cosineOf = (i: number) => (Number.isFinite(points[i].cosine) ? points[i].cosine : 0);
  const after = points.findIndex((_, i) => cosineOf(i) < 0.5);
  if (after < 0) return {distance: points[points.length - 1].distance, beyond: "farther"};
  if (after === 0) return {distance: points[0].distance, beyond: "nearer"};
  const [near, far] = [points[after - 1].distance, points[after].distance];
  const share = (cosineOf(after - 1) - 0.5) / (cosineOf(after - 1) - cosineOf(after));
  return {distance: near * (far / near) ** share};
}
