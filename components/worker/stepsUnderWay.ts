import {slotOf} from "../experiment/modelState.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {onDevice} from "./onDevice.js";
import {endRun, type RunProgress} from "./sessionRun.js";

/** Options of createStepsUnderWay. */
export interface StepsOptions {
  emit(event: TrainerEvent): void;
  /** Lets messages in between two steps. */
  nextTask(): Promise<void>;
  /** Rejects when the device is lost. Never resolves. */
  lost?: Promise<never>;
  now(): number;
  /** Whether to emit the state of each run when it is done or stopped. Defaults to false. */
  states?: boolean;
}

/** Steps that have begun, whose results are taken in the order in which they began. Made by createStepsUnderWay. */
export interface StepsUnderWay {
  /** Begins a step of *run*. */
  begin(run: RunProgress): void;
  /**
   * Takes results until at most *count* steps are under way, 0 by default. A run that has taken its last step, or has
   * diverged, ends. Rejects if the device is lost or a step fails.
   */
  settle(count?: number): Promise<void>;
}

/** Returns an empty queue of steps. */
export function createStepsUnderWay(options: StepsOptions): StepsUnderWay {
  const queue: {run: RunProgress; step: Promise<StepMetrics>}[] = [];
  return {
    begin(run) {
      const step = run.trainer.step();
      step.catch(() => {}); // prevents an unhandled rejection; awaited in takeResult
      queue.push({run, step});
    },
    async settle(count = 0) {
      while (queue.length > count) {
        const {run, step} = queue.shift()!;
        if (!run.ended) await takeResult(run, step, options); // else it diverged in the step before
      }
    }
  };
}

async function takeResult(
  run: RunProgress,
  step: Promise<StepMetrics>,
  options: StepsOptions
): Promise<void> {
  const {runId, trainer, points, meter} = run;
  const {emit, now} = options;
  const {steps, batch} = trainer.spec;
  try {
    const point = await onDevice(step, options);
    points.push(point);
    meter.tick(now());
    const pace = meter.pace({steps: steps - point.step, batch});
    emit({type: "points", runId, points: [point], pace});
    if (point.step < steps) return;
    await emitState(run, options);
    endRun(run, {type: "done", runId, step: point.step}, emit);
  } catch (error) {
    if ((error as Error).name !== "DivergenceError") throw error;
    const {step, learningRate} = error as Error & {step: number; learningRate: number};
    endRun(run, {type: "diverged", runId, step, learningRate}, emit);
  }
}

/** Emits the parameters and running statistics of a run that is about to end, if **states** are wanted. */
export async function emitState({runId, trainer}: RunProgress, options: StepsOptions): Promise<void> {
  if (!options.states) return;
  const all = Object.entries(await onDevice(trainer.state(), options));
  const state = Object.fromEntries(all.filter(([name]) => !slotOf(name)));
  options.emit({type: "state", runId, step: trainer.taken, state});
}
