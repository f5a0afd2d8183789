import type {Executor} from "../experiment/executor.js";
import type {ModelState} from "../experiment/modelState.js";
import {type RunSpec, shallowSpec, toNetwork} from "../experiment/runSpec.js";
import type {Measurements} from "../model/measurements.js";
import type {BatchResult} from "../model/model.js";
import type {SgdOptions} from "../model/sgd.js";
import {addedParameters} from "../network/deepens.js";
import {createDeepeningLearner} from "./deepening.js";
import {type ModelOptions, openModel} from "./openModel.js";
import {createStochasticDepthLearner} from "./stochasticDepth.js";

/** A network with its parameters on a device: what Model and PlanModel have in common. Must be disposed. */
export interface Learner {
  step(
    images: Float32Array,
    labels: Int32Array,
    options: SgdOptions & {seed?: number; measured?: boolean}
  ): Promise<BatchResult>;
  /** Measures the last step, which must have been begun with **measured**. To be called before the next one begins. */
  measure(): Promise<Measurements>;
  evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult>;
  state(): Promise<ModelState>;
  load(state: ModelState): void;
  /** Becomes the deep network of a run that begins with a shallow one. Other learners have none. */
  deepen?(): Promise<void>;
  dispose(): void;
}

/** A learner, and on which executor it is. */
export interface OpenLearner {
  learner: Learner;
  executor: Executor;
  /** Why it is on the reference executor, if a plan was wanted. */
  reason?: string;
}

/**
 * Returns a learner of *spec*'s network, initialised by its seed: by a plan if there can be one, else on the reference
 * executor of the backend that is set in TensorFlow.js. If the network is **deepened** from another, the learner is that one
 * at first; if it has a **survival**, it trains with stochastic depth.
 */
export async function createLearner(spec: RunSpec, options: ModelOptions = {}): Promise<OpenLearner> {
  const shallow = shallowSpec(spec);
  if (!shallow) return openLearner(spec, options);
  const first = await openLearner(shallow, options);
  try {
    const {learner, ...rest} = await openLearner(spec, options);
    const added = addedParameters(toNetwork(shallow), toNetwork(spec));
    return {learner: createDeepeningLearner(first.learner, learner, added), ...rest};
  } catch (error) {
    first.learner.dispose();
    throw error;
  }
}

async function openLearner(spec: RunSpec, options: ModelOptions): Promise<OpenLearner> {
  const {survival} = spec.network;
  const {model, ...rest} = await openModel(toNetwork(spec), spec, options);
  return {learner: survival === undefined ? model : createStochasticDepthLearner(model, survival), ...rest};
}
