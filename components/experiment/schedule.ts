/** How the learning rate goes over a run. */
export type ScheduleSpec =
  /** The same rate throughout. */
  | {type: "constant"}
  /** From the full rate to 0 along half a cosine. */
  | {type: "cosine"}
  /** Divided by 10 after half and after three quarters of the run (He et al. 2015, §4.2, at 32k and 48k of 64k). */
  | {type: "steps"};

/** Options of learningRateAt. */
export interface ScheduleOptions {
  schedule: ScheduleSpec;
  /** The full rate. */
  learningRate: number;
  /** Steps over which the rate rises linearly to the full rate, before the schedule begins. */
  warmupSteps: number;
  /** Steps in the whole run. */
  steps: number;
}

/** Returns the learning rate of a *step*, counted from 0. */
export function learningRateAt(
  step: number,
  {schedule, learningRate, warmupSteps, steps}: ScheduleOptions
): number {
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  const share = (step - warmupSteps) / Math.max(steps - warmupSteps, 1);
  switch (schedule.type) {
    case "constant":
      return learningRate;
    case "cosine":
      return (learningRate * (1 + Math.cos(Math.PI * share))) / 2;
    case "steps":
      return learningRate * (share < 0.5 ? 1 : share < 0.75 ? 0.1 : 0.01);
    default:
      return unknownSchedule(schedule);
  }
}

function unknownSchedule(schedule: never): never {
  throw new TypeError(`unknown schedule: ${JSON.stringify(schedule)}`);
}
