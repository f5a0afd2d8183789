import {clear, createStore, del, entries, set, type UseStore} from "idb-keyval";
import type {ModelState} from "../experiment/modelState.js";
import {runKey} from "../experiment/runKey.js";
import {type RunSpec, toRunSpec} from "../experiment/runSpec.js";

/** A network that was trained in this browser. */
export interface TrainedNetwork {
  spec: RunSpec;
  /** Steps taken: fewer than the spec's, if it was stopped. */
  steps: number;
  /** Parameters and running statistics. */
  state: ModelState;
  trainedAt: Date;
}

/** The most networks that are kept; the oldest is dropped. */
export const mostKept = 8;

let opened: UseStore | undefined;

/** Where they are kept in IndexedDB. A spec and its number of steps are the key. */
const store = () => (opened ??= createStore("residual-course-networks", "networks"));

/** Keeps a *network* in the browser, in place of the one of the same spec and steps if there is one. */
export async function keepTrained(network: TrainedNetwork): Promise<void> {
  await set(trainedKey(network), network, store());
  const kept = await entries<string, TrainedNetwork>(store());
  const oldest = kept.sort(([, a], [, b]) => b.trainedAt.getTime() - a.trainedAt.getTime()).slice(mostKept);
  for (const [key] of oldest) await del(key, store());
}

/** Returns the networks that are kept, the newest first: none if the browser keeps nothing, or nothing that is known. */
export async function trainedNetworks(): Promise<TrainedNetwork[]> {
  try {
    const kept = await entries<string, TrainedNetwork>(store());
    return kept
      .flatMap(([, network]) => current(network))
      .sort((a, b) => b.trainedAt.getTime() - a.trainedAt.getTime());
  } catch {
    return []; // private windows may refuse
  }
}

/** A *network* with the names of today; none if an earlier version kept what is no network any more. */
function current(network: TrainedNetwork): TrainedNetwork[] {
  try {
    return [{...network, spec: toRunSpec(network.spec)}];
  } catch {
    return [];
  }
}

/** Forgets all networks that are kept. */
export async function forgetTrained(): Promise<void> {
  await clear(store());
}

/** Returns the key of a network: two of one key are the same network. */
export function trainedKey({spec, steps}: Pick<TrainedNetwork, "spec" | "steps">): string {
  return JSON.stringify([runKey(spec), steps]);
}
