import type {ModelState} from "../experiment/modelState.js";
import type {TrainableModel} from "./trainableModel.js";

/** A trainable model that is one of two: the *first*, and after the change the *next*. Both are its own to dispose of. */
export interface Succession {
  /** All that either model does, passed on to the one that is trained now. */
  readonly model: Pick<
    TrainableModel,
    "step" | "measure" | "evaluate" | "classify" | "state" | "load" | "dispose"
  >;
  /** Gives the state of the first model to the next, which is trained from then on. Rejects if the run has ended meanwhile. */
  change(): Promise<void>;
  /** Goes on with the next model, whose state is still to be loaded. */
  skip(): void;
}

/** Returns a succession of two models; *what* is done to the first, for an error: `deepen`. */
export function createSuccession(first: TrainableModel, next: TrainableModel, what: string): Succession {
  let current = first;
  let disposed = false;
  return {
    model: {
      step: (images, labels, options) => current.step(images, labels, options),
      measure: () => current.measure(),
      evaluate: (images, labels) => current.evaluate(images, labels),
      classify: (images) => current.classify(images),
      state: () => current.state(),
      load: (state: ModelState) => current.load(state),
      dispose() {
        disposed = true;
        first.dispose();
        next.dispose();
      }
    },
    async change() {
      const state = await first.state();
      if (disposed) throw new Error(`there is nothing to ${what} any more: the run has ended`); // it diverged
      next.load(state);
      current = next;
    },
    skip: () => void (current = next)
  };
}
