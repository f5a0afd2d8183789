import type {ModelState} from "../experiment/modelState.js";
import type {TrainableModel} from "./trainableModel.js";

/**
 * Returns a trainable model that is *shallow* until it is deepened, or is given the state of a deep network, and *deep* from then
 * on; both are its own to dispose of. *added* are the parameters that only the deep one has. Its added blocks have F ≡ 0,
 * since their last γ starts at 0, and relu(F(x) + x) = x there: the solution by construction of He et al. 2015, §1.
 */
export function createDeepeningModel(
  shallow: TrainableModel,
  deep: TrainableModel,
  added: readonly string[]
): TrainableModel {
  let current = shallow;
  let disposed = false;
  return {
    step: (images, labels, options) => current.step(images, labels, options),
    measure: () => current.measure(),
    evaluate: (images, labels) => current.evaluate(images, labels),
    classify: (images) => current.classify(images),
    state: () => current.state(),
    load(state: ModelState) {
      if (added.some((name) => name in state)) current = deep;
      current.load(state);
    },
    async deepen() {
      const state = await shallow.state();
      if (disposed) throw new Error("there is nothing to deepen any more: the run has ended"); // it diverged
      deep.load(state);
      current = deep;
    },
    dispose() {
      disposed = true;
      shallow.dispose();
      deep.dispose();
    }
  };
}
