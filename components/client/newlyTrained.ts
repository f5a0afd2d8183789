import type {ModelState} from "../experiment/modelState.js";
import type {TrainedNetwork} from "../stores/trainedNetworks.js";
import type {ExperimentState} from "./runState.js";

/** Returns a function that returns the networks of a state that have been trained since it was last called. */
export function newlyTrained(): (state: ExperimentState) => TrainedNetwork[] {
  const returned = new WeakSet<ModelState>();
  return ({runs}) =>
    runs.flatMap(({spec, trained, points}) => {
      if (!trained || returned.has(trained) || points.length === 0) return [];
      returned.add(trained);
      return [{spec, steps: points[points.length - 1].step, state: trained, trainedAt: new Date()}];
    });
}
