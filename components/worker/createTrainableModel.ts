import type {Executor} from "../experiment/executor.js";
import {type RunSpec, shallowSpec, toNetwork} from "../experiment/runSpec.js";
import {addedParameters} from "../network/deepens.js";
import {bodyState} from "./bodyState.js";
import {createDeepeningModel} from "./deepening.js";
import {type ModelOptions, openModel} from "./openModel.js";
import {createStochasticDepthModel} from "./stochasticDepth.js";
import type {TrainableModel} from "./trainableModel.js";

/** A trainable model, and which executor it runs on. */
export interface OpenTrainableModel {
  model: TrainableModel;
  executor: Executor;
}

/**
 * Returns a trainable model of *spec*'s network, initialised by its seed: by a plan where plans can run and are wanted, else on
 * the reference executor. If the network is **deepened** from another, the model is that one
 * at first; if it has a **survival**, it trains with stochastic depth. If it begins with **weights**, its body has those, and its head
 * begins as its seed says.
 */
export async function createTrainableModel(
  spec: RunSpec,
  options: ModelOptions = {}
): Promise<OpenTrainableModel> {
  const shallow = shallowSpec(spec);
  if (!shallow) return openTrainable(spec, options);
  const first = await openTrainable(shallow, options);
  try {
    const {model, ...rest} = await openTrainable(spec, options);
    const added = addedParameters(toNetwork(shallow), toNetwork(spec));
    return {model: createDeepeningModel(first.model, model, added), ...rest};
  } catch (error) {
    first.model.dispose();
    throw error;
  }
}

async function openTrainable(spec: RunSpec, options: ModelOptions): Promise<OpenTrainableModel> {
  const {survival, weights, body, statistics} = spec.network;
  const mode = statistics === "frozen" ? ("running" as const) : ("batch" as const);
  const state = weights && weights !== "none" && (await bodyState(weights));
  const {model, ...rest} = await openModel(toNetwork(spec), {...spec, body, statistics: mode}, options);
  if (state) model.load(state);
  return {model: survival === undefined ? model : createStochasticDepthModel(model, survival), ...rest};
}
