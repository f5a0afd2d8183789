import {createSuccession} from "./succession.js";
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
  const {model, change, skip} = createSuccession(shallow, deep, "deepen");
  return {
    ...model,
    load(state) {
      if (added.some((name) => name in state)) skip();
      model.load(state);
    },
    deepen: change
  };
}
