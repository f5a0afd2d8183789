import type {Measurements} from "../model/measurements.js";
import {type BatchResult, createModel, type ModelState} from "../model/model.js";
import type {SgdOptions} from "../model/sgd.js";
import {addedParameters} from "../network/deepens.js";
import {PlanUnsupportedError} from "../plan/graph.js";
import type {Machine, PreparationProgress} from "../plan/machine.js";
import {createPlan, type Plan} from "../plan/plan.js";
import {PlanModel} from "../plan/planModel.js";
import type {Parts} from "../plan/program.js";
import {createDeepeningLearner} from "./deepening.js";
import type {TrainingPath} from "./protocol.js";
import {type RunSpec, shallowSpec, toNetwork} from "./runSpec.js";

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

/** What runs plans on an open backend. */
export interface PlanRunner {
  readonly parts: Parts;
  createMachine(plan: Plan, onProgress?: PreparationProgress): Promise<Machine>;
  /** Steps that may be under way at once, so that the device does not wait for us to read a result. */
  readonly inFlight: number;
}

/** Options of createLearner. */
export interface LearnerOptions {
  /** Absent where no plan can run: then all train on the reference path. */
  plans?: PlanRunner;
  /** Defaults to "plan". */
  path?: TrainingPath;
  onProgress?: PreparationProgress;
}

/** A learner, and on which path it is. */
export interface OpenLearner {
  learner: Learner;
  path: TrainingPath;
  /** Why it is on the reference path, if a plan was wanted. */
  reason?: string;
}

/**
 * Returns a learner of *spec*'s network, initialised by its seed: by a plan if there can be one, else on the reference
 * path of the backend that is set in TensorFlow.js. If the network is **deepened** from another, the learner is that one
 * at first.
 */
export async function createLearner(spec: RunSpec, options: LearnerOptions = {}): Promise<OpenLearner> {
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

async function openLearner(
  spec: RunSpec,
  {plans, path = "plan", onProgress}: LearnerOptions
): Promise<OpenLearner> {
  const {expression, input} = toNetwork(spec);
  const {seed, initialisation, batch} = spec;
  let reason: string | undefined;
  if (plans && path === "plan") {
    try {
      const plan = createPlan(expression, input, {batch, parts: plans.parts});
      const machine = await plans.createMachine(plan, onProgress);
      return {learner: new PlanModel(plan, machine, seed, {initialisation}), path: "plan"};
    } catch (error) {
      if (!(error instanceof PlanUnsupportedError)) throw error;
      reason = error.message;
    }
  }
  return {learner: createModel(expression, input, {seed, initialisation}), path: "reference", reason};
}
