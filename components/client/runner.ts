import type {Training} from "../experiment/trainingSpec.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainingClient} from "./client.js";
import {type ExperimentState, initialState, isPaused, isUnderWay, nextState} from "./runState.js";

/** What to train, and where. */
export type Experiment = Pick<Training, "specs" | "backend" | "executor" | "workers" | "threads">;

/** Trains one experiment at a time, and holds its state. Made by createRunner. */
export interface Runner {
  readonly state: ExperimentState;
  /** What was started last. */
  readonly experiment?: Experiment;
  /** How often something was started. */
  readonly count: number;
  /** Ends what is under way and starts *experiment*; with **paused**, it takes one step of each run and waits. */
  start(experiment: Experiment, options?: {paused?: boolean}): void;
  /** Goes on with runs that were kept. */
  resumeFrom(checkpoints: Checkpoint[], where?: Omit<Experiment, "specs">): void;
  /** Pauses what runs, and resumes what is paused. */
  togglePause(): void;
  /** Takes one step of every run that is under way, and pauses. */
  step(): void;
  stop(): void;
  /** Keeps checkpoints of what is under way. */
  save(): void;
}

/** Options of createRunner. */
export interface RunnerOptions {
  client: TrainingClient;
  /** Under which key checkpoints are kept in the browser. Defaults to keeping none. */
  keep?: string;
  /** Whether runs have their trained state at their end, to be analysed. Defaults to false. */
  states?: boolean;
  /** Called after every change of the state. */
  onState: (state: ExperimentState) => void;
}

/** Returns a runner that trains with **client**. */
export function createRunner({client, keep, states, onState}: RunnerOptions): Runner {
  let state = initialState([]);
  let experiment: Experiment | undefined;
  let count = 0;

  function change(next: ExperimentState): void {
    state = next;
    onState(state);
  }

  function begin(next: Experiment, checkpoints?: Checkpoint[]): void {
    experiment = next;
    const ofStart = ++count;
    const runs = next.specs.map((spec, i) => {
      const runId = `${ofStart}.${i}`;
      return {runId, spec, ...(checkpoints && {checkpoint: {...checkpoints[i], runId}})};
    });
    const {backend, executor, workers, threads} = next;
    const events = client.start(runs, {backend, executor, workers, threads, keep, states});
    change(initialState(runs.map(({runId, spec, checkpoint}) => ({runId, spec, ...checkpoint}))));
    void follow(events, ofStart);
  }

  async function follow(events: ReturnType<TrainingClient["start"]>, ofStart: number): Promise<void> {
    for await (const event of events) {
      if (ofStart !== count) return; // another has been started
      change(nextState(state, event));
    }
  }

  return {
    get state() {
      return state;
    },
    get experiment() {
      return experiment;
    },
    get count() {
      return count;
    },
    start(next, {paused = false} = {}) {
      begin(next);
      if (paused) client.step();
    },
    resumeFrom: (checkpoints, where) =>
      begin({specs: checkpoints.map(({spec}) => spec), ...where}, checkpoints),
    togglePause: () => (isPaused(state) ? client.resume() : client.pause()),
    step: () => isUnderWay(state) && client.step(),
    stop: () => client.stop(),
    save: () => isUnderWay(state) && client.save()
  };
}
