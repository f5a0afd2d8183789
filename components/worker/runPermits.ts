import type {RunProgress} from "./sessionRun.js";

/** Says which runs may take a step: all while running, none while paused but for single steps. Made by createRunPermits. */
export interface RunPermits {
  readonly paused: boolean;
  readonly stopped: boolean;
  /** Whether no run may take a step until something is changed. */
  readonly waiting: boolean;
  /** Whether *run* may take a step. */
  allows(run: RunProgress): boolean;
  /** Notes that *run* takes the step it was granted. */
  use(run: RunProgress): void;
  pause(): void;
  resume(): void;
  /** Pauses, but grants one step to each of *runs*. */
  grantStep(runs: readonly RunProgress[]): void;
  /** Withdraws the steps that were granted. */
  withdraw(): void;
  stop(): void;
  /** Resolves at the next pause, resume, grant or stop. */
  changed(): Promise<void>;
}

/** Returns permits of a session that is running. */
export function createRunPermits(): RunPermits {
  const granted = new Set<RunProgress>(); // while paused: runs that are still to take their one step
  let paused = false;
  let stopped = false;
  let wake = () => {};
  return {
    get paused() {
      return paused;
    },
    get stopped() {
      return stopped;
    },
    get waiting() {
      return paused && granted.size === 0 && !stopped;
    },
    allows: (run) => !paused || granted.has(run),
    use: (run) => void granted.delete(run),
    pause() {
      paused = true;
      granted.clear();
      wake();
    },
    resume() {
      paused = false;
      granted.clear();
      wake();
    },
    grantStep(runs) {
      paused = true;
      for (const run of runs) granted.add(run);
      wake();
    },
    withdraw: () => granted.clear(),
    stop() {
      stopped = true;
      wake();
    },
    changed: () => new Promise((resolve) => (wake = resolve))
  };
}
