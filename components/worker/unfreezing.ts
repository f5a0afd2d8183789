import {createSuccession} from "./succession.js";
import type {TrainableModel} from "./trainableModel.js";

/**
 * Returns a trainable model whose body is *frozen* until it is unfrozen, and *trained* from then on; both are its own to dispose
 * of. They are models of one network, so that a state of one is a state of the other.
 */
export function createUnfreezingModel(frozen: TrainableModel, trained: TrainableModel): TrainableModel {
  const {model, change} = createSuccession(frozen, trained, "unfreeze");
  return {...model, unfreeze: change};
}
