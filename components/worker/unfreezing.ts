import type {TrainableModel} from "./trainableModel.js";

/**
 * Returns a trainable model whose body is *frozen* until it is unfrozen, and *trained* from then on; both are its own to dispose
 * of. They are models of one network, so that a state of one is a state of the other.
 */
export function createUnfreezingModel(frozen: TrainableModel, trained: TrainableModel): TrainableModel {
  let current = frozen;
  let disposed = false;
  return {
    step: (images, labels, options) => current.step(images, labels, options),
    measure: () => current.measure(),
    evaluate: (images, labels) => current.evaluate(images, labels),
    classify: (images) => current.classify(images),
    state: () => current.state(),
    load: (state) => current.load(state),
    async unfreeze() {
      const state = await frozen.state();
      if (disposed) throw new Error("there is nothing to unfreeze any more: the run has ended"); // it diverged
      trained.load(state);
      current = trained;
    },
    dispose() {
      disposed = true;
      frozen.dispose();
      trained.dispose();
    }
  };
}
