import {type RunSpec, shallowSpec, toRunSpec} from "../experiment/runSpec.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {fitsNetwork} from "./fitsNetwork.js";

/**
 * Returns what a browser has kept as a checkpoint, with the names of today; undefined if no run can go on from it: an earlier
 * version of the course may have kept it, or something else than the course, or only a part of it is there.
 */
export function maybeCheckpoint(kept: unknown): Checkpoint | undefined {
  const {runId, step, points, ended, state} = (kept ?? {}) as Partial<Record<keyof Checkpoint, unknown>>;
  const spec = maybeSpec((kept as Partial<Checkpoint> | null)?.spec);
  if (!spec || typeof runId !== "string" || typeof ended !== "boolean") return undefined;
  if (!isCount(step, spec.steps) || !Array.isArray(points) || !points.every((point) => isPoint(point, step)))
    return undefined;
  if (!ended && step > 0 && !fitsRun(state, spec)) return undefined;
  // Where a run has taken no step, and where it has ended, its state is of no use.
  return {...(kept as Checkpoint), spec, state: ended || step === 0 ? {} : (state as Checkpoint["state"])};
}

/** Returns a spec with the names of today; undefined if it is none of this course. */
export function maybeSpec(spec: unknown): RunSpec | undefined {
  try {
    return toRunSpec(spec);
  } catch {
    return undefined;
  }
}

/** Returns whether a value is a number of steps that a run of *most* can have taken. */
export function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** A network that is to be deepened has the state of the shallow one until then. */
function fitsRun(state: unknown, spec: RunSpec): boolean {
  const shallow = shallowSpec(spec);
  return fitsNetwork(state, spec) || (shallow !== undefined && fitsNetwork(state, shallow));
}

function isPoint(value: unknown, mostStep: number): boolean {
  const {step, lossNats, trainingError, testError = 0} = (value ?? {}) as Record<string, unknown>;
  return (
    isCount(step, mostStep) && [lossNats, trainingError, testError].every((part) => typeof part === "number")
  );
}
