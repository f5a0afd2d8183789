import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerEvent} from "../protocol/messages.js";

/** Reports checkpoints to the page, which keeps them. Made by createCheckpointReports. */
export interface CheckpointReports {
  /** Reports *checkpoints*, and resolves when they have been kept. */
  save(checkpoints: Checkpoint[]): Promise<void>;
  /** Notes that the checkpoints of this number have been kept. */
  kept(number: number): void;
}

/** Returns reports that go out by *emit*. */
export function createCheckpointReports(emit: (event: TrainerEvent) => void): CheckpointReports {
  const waiting = new Map<number, () => void>();
  let reports = 0;
  return {
    save(checkpoints) {
      const number = ++reports;
      emit({type: "checkpoints", number, checkpoints});
      return new Promise((resolve) => waiting.set(number, resolve));
    },
    kept(number) {
      waiting.get(number)?.();
      waiting.delete(number);
    }
  };
}
