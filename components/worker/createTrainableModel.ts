import type {Executor} from "../experiment/executor.js";
import {type RunSpec, shallowSpec, toNetwork} from "../experiment/runSpec.js";
import {addedParameters} from "../network/deepens.js";
import {bodyState} from "./bodyState.js";
import {createDeepeningModel} from "./deepening.js";
import {type ModelOptions, openModel} from "./openModel.js";
import {createStochasticDepthModel} from "./stochasticDepth.js";
import type {TrainableModel} from "./trainableModel.js";
import {createUnfreezingModel} from "./unfreezing.js";

/** A trainable model, and which executor it runs on. */
export interface OpenTrainableModel {
  model: TrainableModel;
  executor: Executor;
}

/**
 * Returns a trainable model of *spec*'s network, initialised by its seed: by a plan where plans can run and are wanted, else on
 * the reference executor. If the network is **deepened** from another, the model is that one at first; if it has a **survival**, or
 * **survivingBlocks**, it trains with stochastic depth. If it begins with **weights**, its body has those, and its head begins as its
 * seed says. If it is **unfrozenAfter** some steps, it has a frozen body at first, and a trained one then.
 */
export async function createTrainableModel(
  spec: RunSpec,
  options: ModelOptions = {}
): Promise<OpenTrainableModel> {
  const shallow = shallowSpec(spec);
  if (shallow) {
    const added = addedParameters(toNetwork(shallow), toNetwork(spec));
    return openBoth([shallow, spec], options, (first, then) => createDeepeningModel(first, then, added));
  }
  if (spec.network.unfrozenAfter === undefined) return openTrainable(spec, options);
  const trained = {...spec, network: {...spec.network, body: undefined, statistics: undefined}};
  return openBoth([spec, trained], options, createUnfreezingModel);
}

/** Opens the models of two specs, and returns what *join* makes of them. */
async function openBoth(
  [first, then]: readonly [RunSpec, RunSpec],
  options: ModelOptions,
  join: (first: TrainableModel, then: TrainableModel) => TrainableModel
): Promise<OpenTrainableModel> {
  const opened = await openTrainable(first, options);
  try {
    const {model, ...rest} = await openTrainable(then, options);
    return {model: join(opened.model, model), ...rest};
  } catch (error) {
    opened.model.dispose();
    throw error;
  }
}

async function openTrainable(spec: RunSpec, options: ModelOptions): Promise<OpenTrainableModel> {
  const {survival, survivingBlocks, weights, body, statistics} = spec.network;
  const mode = statistics === "frozen" ? ("running" as const) : ("batch" as const);
  const state = weights && weights !== "none" && (await bodyState(weights));
  const {model, ...rest} = await openModel(toNetwork(spec), {...spec, body, statistics: mode}, options);
  if (state) model.load(state);
  const drops = survival !== undefined || survivingBlocks !== undefined;
  return {model: drops ? createStochasticDepthModel(model, {survival, survivingBlocks}) : model, ...rest};
}
