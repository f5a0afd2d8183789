import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {saveSession} from "../stores/checkpoints.js";

/**
 * Returns a function that keeps checkpoints in the browser under *key*; none means that there is nothing to go on with.
 * Emits "unsaved" once if the browser refuses.
 */
export function checkpointSaver(
  key: string,
  emit: (event: TrainerEvent) => void
): (checkpoints: Checkpoint[]) => Promise<void> {
  let refused = false;
  return async (checkpoints) => {
    try {
      await saveSession(key, checkpoints);
    } catch (error) {
      if (!refused) emit({type: "unsaved", reason: (error as Error).message});
      refused = true;
    }
  };
}
