import type {BackendInfo} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import type {ModelState} from "../experiment/modelState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {Pace, StepMetrics} from "../experiment/stepMetrics.js";
import {faultText} from "../fields/english.js";
import type {Fault} from "../fields/fault.js";
import type {TrainerEvent} from "../protocol/messages.js";

/** What has become of one run. */
export type RunStatus = "waiting" | "running" | "paused" | "done" | "stopped" | "diverged" | "failed";

/** One run as a page sees it. */
export interface RunState {
  readonly runId: string;
  readonly spec: RunSpec;
  readonly points: readonly StepMetrics[];
  readonly status: RunStatus;
  readonly pace?: Pace;
  /** Known when its network is ready. */
  readonly executor?: Executor;
  /** Why it diverged or failed. */
  readonly message?: string;
  /** The settings at fault, if it failed because of some. */
  readonly faults?: readonly Fault[];
  /** Parameters and running statistics at its end, if it was started with **states**. */
  readonly trained?: ModelState;
}

/** Several runs, and where they train. */
export interface ExperimentState {
  readonly runs: readonly RunState[];
  readonly place?: BackendInfo;
  /** What is being prepared, before and between training. */
  readonly preparing?: {what: string; done: number; total: number};
  /** Notes for readers: a lost device, runs that are not kept. */
  readonly notes: readonly string[];
  /** The worker failed: no run goes on. */
  readonly error?: string;
  /** The settings at fault, if it failed because of some. */
  readonly faults?: readonly Fault[];
}

/** Returns runs that have not begun, or that stand where a checkpoint left them. */
export function initialState(
  runs: {runId: string; spec: RunSpec; points?: StepMetrics[]; ended?: boolean}[]
): ExperimentState {
  return {
    runs: runs.map(({runId, spec, points = [], ended}) => ({
      runId,
      spec,
      points,
      status: ended ? "done" : "waiting"
    })),
    notes: []
  };
}

/** Returns *state* after an *event* of the worker. */
export function nextState(state: ExperimentState, event: TrainerEvent): ExperimentState {
  switch (event.type) {
    case "ready":
      return {...state, place: event};
    case "preparing":
      return {...state, preparing: event};
    case "prepared":
      return {
        ...state,
        runs: state.runs.map((run) => (run.runId === event.runId ? {...run, executor: event.executor} : run))
      };
    case "points":
      return withRun(state, event.runId, (run) => ({
        ...run,
        status: run.status === "paused" ? "paused" : "running",
        points: joined(run.points, event.points),
        pace: event.pace
      }));
    case "paused":
      return withRun(state, event.runId, (run) => ({...run, status: "paused"}));
    case "resumed":
      return withRun(state, event.runId, (run) => ({...run, status: "running"}));
    case "done":
    case "stopped":
      return withRun(state, event.runId, (run) => ({...run, status: event.type}));
    case "diverged":
      return withRun(state, event.runId, (run) => ({
        ...run,
        status: "diverged",
        ...divergence(event)
      }));
    case "state":
      return withRun(state, event.runId, (run) => ({...run, trained: event.state}));
    case "failed":
      return withRun(state, event.runId, (run) => ({
        ...run,
        status: "failed",
        message: event.message,
        ...(event.faults && {faults: event.faults})
      }));
    case "restarted":
      return {...state, notes: noted(state, `${event.reason}; training went on from step ${event.step}`)};
    case "unsaved":
      return {
        ...state,
        notes: noted(state, `this browser keeps no runs (${event.reason}); a reload would lose them`)
      };
    case "error":
      return {
        ...state,
        preparing: undefined,
        error: event.message,
        ...(event.faults && {faults: event.faults})
      };
    case "limited": {
      const {workers, threads, cores} = event;
      const wanted = threads === undefined ? `${workers} workers` : `${threads} threads a network`;
      const note = `${wanted} were asked for; this computer has ${cores === 1 ? "1 core" : `${cores} cores`}, and so many train`;
      return {...state, notes: noted(state, note)};
    }
    case "opened":
    case "checkpoint":
    case "checkpoints":
    case "sample":
    case "imported":
    case "weighed":
    case "analysing":
    case "analysed":
    case "refused":
      return state;
    default:
      return unknownEvent(event);
  }
}

/** Returns whether any run is still to take a step. */
export function isUnderWay({runs, error}: ExperimentState): boolean {
  return (
    !error && runs.some(({status}) => status === "waiting" || status === "running" || status === "paused")
  );
}

/** Returns whether all runs that are under way stand still. */
export function isPaused(state: ExperimentState): boolean {
  const active = state.runs.filter(
    ({status}) => status === "running" || status === "paused" || status === "waiting"
  );
  return active.length > 0 && active.every(({status}) => status === "paused");
}

/** Returns the message of a run whose loss is no longer a number: its learning rate is at fault. */
function divergence({
  step,
  learningRate
}: {
  step: number;
  learningRate: number;
}): Pick<RunState, "message" | "faults"> {
  const fault: Fault = {field: "learningRate", value: learningRate, rule: {is: "diverged", step}};
  return {message: faultText(fault), faults: [fault]};
}

/** Returns all faults of an experiment and its runs. */
export function faultsIn({faults = [], runs}: ExperimentState): Fault[] {
  return [...faults, ...runs.flatMap((run) => run.faults ?? [])];
}

/** A run that went on from a checkpoint takes steps again: the newer points count. */
function joined(before: readonly StepMetrics[], points: readonly StepMetrics[]): readonly StepMetrics[] {
  const [first] = points;
  const kept =
    before.length > 0 && before[before.length - 1].step >= first.step
      ? before.filter(({step}) => step < first.step)
      : before;
  return [...kept, ...points];
}

/** An event of a run ends its preparation. */
function withRun(
  state: ExperimentState,
  runId: string,
  change: (run: RunState) => RunState
): ExperimentState {
  return {
    ...state,
    preparing: undefined,
    runs: state.runs.map((run) => (run.runId === runId ? change(run) : run))
  };
}

function noted({notes}: ExperimentState, note: string): readonly string[] {
  return notes.includes(note) ? notes : [...notes, note];
}

function unknownEvent(event: never): never {
  throw new TypeError(`unknown event: ${JSON.stringify(event)}`);
}
