import {type ExperimentState, isPaused, isUnderWay} from "../client/runState.js";
import {backendLabels} from "../experiment/backend.js";

/** Returns what an experiment is doing, in one line: `step 120 of 200 · 3.2 steps/s · 205 images/s · 25 s left`. */
export function statusText(state: ExperimentState): string {
  const {runs, preparing, error} = state;
  if (error) return "Stopped by an error.";
  if (runs.length === 0) return "";
  if (preparing)
    return `Preparing ${preparing.what}${preparing.total > 1 ? `, ${preparing.done + 1} of ${preparing.total}` : ""} …`;
  const pace = isUnderWay(state) && !isPaused(state) ? paceText(state) : [];
  return [stepText(state), ...pace].join(" · ");
}

/** Returns where an experiment trains, and why not on what is tried before: `wasm: … WebGPU is not used: …`. */
export function placeText({place, runs}: ExperimentState): string {
  if (!place) return "";
  const failures = place.failures.map(
    ({backend, reason}) => `${backendLabels[backend]} is not used: ${reason}.`
  );
  const own = runs.some(({executor}) => executor === "plan") ? ", by the course's own kernels" : "";
  return [`Trains on ${backendLabels[place.backend]}${own}: ${place.device}.`, ...failures].join(" ");
}

/**
 * Returns all that a reader should know of beside the curves: runs that failed, devices that were lost. *nets* are what
 * the runs are called; they default to the names of their networks.
 */
export function noteText({runs, notes, error}: ExperimentState, nets?: readonly string[]): string[] {
  const netOf = (i: number): string => nets?.[i] ?? runs[i].spec.network.name;
  const faults = runs.flatMap(({message}, i) => (message ? [`${netOf(i)}: ${message}`] : []));
  return [...(error ? [error] : []), ...faults, ...notes];
}

/** Returns the share of all steps that has been taken, in [0, 1]. */
export function progressOf({runs}: ExperimentState): number {
  const total = runs.reduce((sum, {spec}) => sum + spec.steps, 0);
  const taken = runs.reduce((sum, {points}) => sum + (points.at(-1)?.step ?? 0), 0);
  return total === 0 ? 0 : taken / total;
}

function stepText(state: ExperimentState): string {
  const taken = state.runs.map(({points}) => points.at(-1)?.step ?? 0);
  const [least, most] = [Math.min(...taken), Math.max(...taken)];
  const steps = least === most ? `${least}` : `${least} to ${most}`;
  const text = `step ${steps} of ${state.runs[0].spec.steps}`;
  return isPaused(state) ? `Paused at ${text}` : isUnderWay(state) ? capital(text) : `Ended at ${text}`;
}

/** All runs together. */
function paceText({runs}: ExperimentState): string[] {
  const paces = runs.flatMap(({pace, status}) => (pace && status === "running" ? [pace] : []));
  const images = paces.reduce((sum, {imagesPerSecond}) => sum + imagesPerSecond, 0);
  const steps = paces.reduce((sum, {stepsPerSecond}) => sum + stepsPerSecond, 0);
  const left = Math.max(0, ...paces.map(({secondsLeft}) => secondsLeft));
  if (images === 0 || !Number.isFinite(left)) return [];
  return [
    `${steps < 100 ? steps.toPrecision(2) : Math.round(steps).toLocaleString("en")} steps/s`,
    `${Math.round(images).toLocaleString("en")} images/s`,
    `${durationText(left)} left`
  ];
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
