import {type RunSpec} from "../experiment/runSpec.js";
import {stepCost} from "../experiment/trainingCost.js";

/** A run to train, by its number. */
interface Weighed {
  index: number;
  cost: number;
}

/**
 * Returns on how many threads each of so many *workers* trains, so that no more are at work than there are *cores*. By default
 * all cores are used, or as many as there may be workers: *most*.
 */
export function threadsOf(
  workers: number,
  {cores, most = cores, threads}: {cores: number; most?: number; threads?: number}
): number {
  const inAll = threads === undefined ? Math.min(most, cores) : cores;
  return Math.max(1, Math.min(threads ?? cores, Math.floor(inAll / workers)));
}

/**
 * Returns which runs each of *count* workers trains, by their numbers in *specs* and in their order; fewer lists if there are
 * fewer runs. The largest goes first, each to the worker that has the least work so far, so that all end at about the same time.
 */
export function shareOut(specs: readonly RunSpec[], count: number): number[][] {
  const runs = specs.map((spec, index): Weighed => ({index, cost: stepCost(spec) * spec.steps}));
  const groups = Array.from({length: Math.min(count, specs.length)}, () => ({cost: 0, runs: [] as number[]}));
  for (const {index, cost} of runs.sort((a, b) => b.cost - a.cost)) {
    const least = groups.reduce((least, group) => (group.cost < least.cost ? group : least));
    least.cost += cost;
    least.runs.push(index);
  }
  return groups.map(({runs}) => runs.sort((a, b) => a - b));
}
