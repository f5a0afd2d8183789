import type {StepMetrics} from "../experiment/stepMetrics.js";

/** What a network was like when it was tested. */
export interface RacePoint {
  /** Steps taken. */
  readonly step: number;
  /** A fraction, in [0, 1]. */
  readonly testError: number;
  /** The class that each of the race's images was put in. */
  readonly answers: readonly number[];
}

/** A network in the race, with its points so far, in order. */
export interface Racer {
  /** Its key: `cifar-resnet-56`. */
  readonly net: string;
  readonly points: readonly RacePoint[];
}

/** Returns those of a run's *points* at which the network was tested and asked. */
export function racePoints(points: readonly StepMetrics[]): RacePoint[] {
  return points.flatMap(({step, testError, answers}) =>
    testError === undefined || !answers ? [] : [{step, testError, answers}]
  );
}

/** Returns the last of *points* that had been reached at *step*, if any had. */
export function pointAt(points: readonly RacePoint[], step: number): RacePoint | undefined {
  return points.findLast((point) => point.step <= step);
}

/** Returns *points* up to *step*, with one at *step* itself, whose error is on the line between its neighbours. */
export function pointsUpTo(
  points: readonly RacePoint[],
  step: number
): readonly Pick<RacePoint, "step" | "testError">[] {
  const before = points.filter((point) => point.step <= step);
  const [last, next] = [before.at(-1), points[before.length]];
  if (!last || !next || last.step === step) return before;
  const part = (step - last.step) / (next.step - last.step);
  return [...before, {step, testError: last.testError + part * (next.testError - last.testError)}];
}
