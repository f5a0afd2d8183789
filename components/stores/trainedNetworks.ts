import {clear, del, entries, set} from "idb-keyval";
import type {ModelState} from "../experiment/modelState.js";
import {runKey} from "../experiment/runKey.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {fitsNetwork} from "./fitsNetwork.js";
import {isTime} from "./isTime.js";
import {isCount, maybeSpec} from "./maybeCheckpoint.js";
import {openStore} from "./openStore.js";

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

/** Where they are kept in IndexedDB. A spec and its number of steps are the key. */
const store = openStore("residual-course-networks", "networks");

/** Keeps a *network* in the browser, in place of the one of the same spec and steps if there is one. */
export async function keepTrained(network: TrainedNetwork): Promise<void> {
  await set(trainedKey(network), network, store);
  const kept = await entries<string, unknown>(store);
  const oldest = kept.sort(([, a], [, b]) => timeOf(b) - timeOf(a)).slice(mostKept);
  for (const [key] of oldest) await del(key, store);
}

/** Returns the networks that are kept, the newest first: none if the browser keeps nothing, or nothing that is known. */
export async function trainedNetworks(): Promise<TrainedNetwork[]> {
  try {
    const kept = await entries<string, unknown>(store);
    return kept
      .map(([, network]) => maybeTrained(network))
      .filter((network) => network !== undefined)
      .sort((a, b) => timeOf(b) - timeOf(a));
  } catch {
    return []; // private windows may refuse
  }
}

/** What is kept, with the names of today; undefined if it is no network, or only a part of one. */
function maybeTrained(kept: unknown): TrainedNetwork | undefined {
  const {steps, state, trainedAt} = (kept ?? {}) as Partial<Record<keyof TrainedNetwork, unknown>>;
  const spec = maybeSpec((kept as Partial<TrainedNetwork> | null)?.spec);
  if (!spec || !isCount(steps, spec.steps) || !isTime(trainedAt) || !fitsNetwork(state, spec))
    return undefined;
  return {spec, steps, state, trainedAt};
}

/** When a network was trained; what is none counts as the oldest, and is the first to be dropped. */
function timeOf(kept: unknown): number {
  const {trainedAt} = (kept ?? {}) as Partial<Record<keyof TrainedNetwork, unknown>>;
  return isTime(trainedAt) ? trainedAt.getTime() : 0;
}

/** Forgets all networks that are kept. */
export async function forgetTrained(): Promise<void> {
  await clear(store);
}

/** Returns the key of a network: two of one key are the same network. */
export function trainedKey({spec, steps}: Pick<TrainedNetwork, "spec" | "steps">): string {
  return JSON.stringify([runKey(spec), steps]);
}
