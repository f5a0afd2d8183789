import {type ExperimentState, isUnderWay} from "../client/runState.js";
import type {RunFile} from "../experiment/runFile.js";
import {runKey} from "../experiment/runKey.js";
import {versions} from "../experiment/versions.js";
import type {LiveTraining} from "./liveTraining.js";
import {trainedRuns} from "./trainedRuns.js";

/** The runs that are trained on a page, gathered while it is there. Made by trainedHere. */
export interface TrainedHere {
  /** What has been trained, each run once, the newest last; and what is under way, as far as it is. */
  readonly runs: readonly RunFile[];
  /** Puts *runs* of an earlier visit before those of this one. */
  add(runs: readonly RunFile[]): void;
  /** Forgets all runs. */
  clear(): void;
}

/** Options of trainedHere. */
export interface TrainedHereOptions {
  /** Called when a training has ended, also by Stop. */
  onEnd(): void;
  /** The most runs that are gathered; the oldest is dropped. */
  most: number;
  /** When it settles, nothing more is gathered. */
  invalidation?: Promise<unknown>;
}

/** Gathers the runs of each training that is announced at *target*, as liveTraining does, and returns them. */
export function trainedHere(
  target: EventTarget,
  {onEnd, most, invalidation}: TrainedHereOptions
): TrainedHere {
  const known = new Map<string, RunFile>();
  const trainings = new Set<LiveTraining>();
  const taken = new WeakSet<object>();

  function hear(event: Event): void {
    const training = (event as CustomEvent<LiveTraining>).detail;
    const {state} = training;
    if (isUnderWay(state)) return void trainings.add(training);
    trainings.delete(training);
    const fresh = state.runs.filter(({points}) => !taken.has(points)); // an end may be told twice
    for (const {points} of fresh) taken.add(points);
    take(filesOf({...state, runs: fresh}));
    if (fresh.length > 0) onEnd();
  }

  /** One that was trained again takes the place of the earlier: it is the same run. */
  function take(runs: readonly RunFile[]): void {
    for (const run of runs) {
      known.delete(keyOf(run));
      known.set(keyOf(run), run);
    }
    for (const key of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(key);
  }

  target.addEventListener("training", hear);
  void invalidation?.then(() => target.removeEventListener("training", hear));
  return {
    get runs() {
      const underWay = [...trainings].filter((training) => training.underWay);
      return [...known.values(), ...underWay.flatMap(({state}) => filesOf(state))].slice(-most);
    },
    add(runs) {
      const own = [...known.values()];
      known.clear();
      take([...runs, ...own]);
    },
    clear() {
      known.clear();
      trainings.clear();
    }
  };
}

function filesOf(state: ExperimentState): RunFile[] {
  return trainedRuns(state, {date: new Date(), versions});
}

/** A run that was stopped is another than the same run to its end. */
function keyOf({spec, backend, curves}: RunFile): string {
  return JSON.stringify([runKey(spec), backend, curves.trainingError.length]);
}
