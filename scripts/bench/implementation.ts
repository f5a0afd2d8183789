import type {BackendName} from "../../components/experiment/backend.js";
import type {Task} from "./task.js";

/** A training step in the making: a network on a device. */
export interface Trainer {
  /** Trains on the task's batch once and resolves to its loss in nats, from before the step. */
  step(): Promise<number>;
  dispose(): void;
  /** Called before each step, outside of what is measured: sets what implementations on one page share. */
  use?(): Promise<void>;
  /** What it knows of itself, such as `peakBytes`; takes the place of what was counted on the device. */
  counts?(): Record<string, number>;
}

/** Where a network is trained: our backends, or another program. */
export type BenchBackend = BackendName | "pytorch";

/** A way to train a network. */
export interface Implementation {
  readonly name: string;
  /** Backends that it has, whether or not this machine does. */
  readonly backends: readonly BenchBackend[];
  /** Rejects if it cannot train the task. */
  create(task: Task, backend: BenchBackend): Promise<Trainer>;
}
