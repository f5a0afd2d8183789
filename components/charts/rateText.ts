import type {RunSpec} from "../experiment/runSpec.js";

/** Returns how a run's learning rate goes, in a few words: `0.01`, or `0.05 after 100 steps of warm-up`. */
export function rateText({optimizer, schedule}: Pick<RunSpec, "optimizer" | "schedule">): string {
  const rate = String(optimizer.learningRate);
  return schedule.warmupSteps > 0 ? `${rate}, warm-up` : rate;
}
