import type {Measured} from "./measured.js";

/** One training step: errors are fractions. */
export interface StepMetrics {
  /** Steps taken, from 1. */
  step: number;
  /** Mean cross-entropy of the step's batch, before the step. */
  lossNats: number;
  /** Share of the step's batch that was put in a wrong class. */
  trainingError: number;
  /** Share of the test images that were put in a wrong class, after the step, where it was measured. */
  testError?: number;
  /** The class that each of the first test images was put in, after the step, where the test error was measured. */
  answers?: readonly number[];
  /** What the network itself was like in this step, where it was measured. */
  measured?: Measured;
  /** The training error of the shallow network that was deepened after this step, and of the deep one it became. */
  deepened?: {shallowError: number; deepError: number};
}

/** How fast a run goes. */
export interface Pace {
  stepsPerSecond: number;
  imagesPerSecond: number;
  /** At this pace, with the other runs going on beside it. */
  secondsLeft: number;
}
