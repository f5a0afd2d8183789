import type {Executor} from "../experiment/executor.js";
import type {OptimizerSettings} from "../experiment/optimizers/optimizers.js";
import type {Initialisation} from "../model/initialise.js";
import type {Model} from "../model/model.js";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import type {Machine, PreparationProgress} from "../plan/machine.js";
import {createPlan, type Plan, type PlanOptions} from "../plan/plan.js";
import {PlanModel} from "../plan/planModel.js";
import {PlanUnsupportedError} from "../plan/planUnsupportedError.js";
import type {Parts} from "../plan/program.js";

/** What runs plans on an open backend. */
export interface PlanRunner {
  readonly parts: Parts;
  createMachine(plan: Plan, onProgress?: PreparationProgress): Promise<Machine>;
  /** Steps that may be under way at once, so that the device does not wait for us to read a result. */
  readonly inFlight: number;
}

/** Where a model runs. */
export interface ModelOptions {
  /** Absent where no plan can run: then the reference executor runs all. */
  plans?: PlanRunner;
  /** Sets the backend in TensorFlow.js. Defaults to taking what is set. */
  reference?(): Promise<void>;
  /** Defaults to "plan". */
  executor?: Executor;
  onProgress?: PreparationProgress;
}

/** How a model is made. */
export interface ModelChoice {
  batch: number;
  seed: number;
  initialisation?: Initialisation;
  /** What moves its parameters. Defaults to SGD. */
  optimizer?: Partial<OptimizerSettings>;
  /** The share of each target of a step that goes to all classes alike. Defaults to 0. */
  labelSmoothing?: number;
  /** Whether it can give the gradient of the images. Defaults to false. */
  withInput?: boolean;
  /** Of a plan; the reference executor takes its loss with each pass. Defaults to "crossEntropy". */
  loss?: PlanOptions["loss"];
}

/** A model, and on which executor it is. */
export interface OpenModel {
  model: Model | PlanModel;
  executor: Executor;
  /** Why it is on the reference executor, if a plan was wanted. */
  reason?: string;
}

/**
 * Returns a model of a network: by a plan if there can be one, else on the reference executor, which loads TensorFlow.js. Must
 * be disposed.
 */
export async function openModel(
  {expression, input}: {expression: Expression; input: Volume},
  {
    batch,
    seed,
    initialisation,
    optimizer: {type: optimizer} = {},
    withInput,
    loss,
    labelSmoothing
  }: ModelChoice,
  {plans, reference, executor = "plan", onProgress}: ModelOptions = {}
): Promise<OpenModel> {
  let reason: string | undefined;
  if (plans && executor === "plan") {
    try {
      const plan = createPlan(expression, input, {
        batch,
        parts: plans.parts,
        optimizer,
        withInput,
        loss,
        labelSmoothing
      });
      const machine = await plans.createMachine(plan, onProgress);
      return {model: new PlanModel(plan, machine, seed, {initialisation}), executor: "plan"};
    } catch (error) {
      if (!(error instanceof PlanUnsupportedError)) throw error;
      reason = error.message;
    }
  }
  await reference?.();
  const {createModel} = await import("../model/model.js");
  return {
    model: createModel(expression, input, {seed, initialisation, optimizer, labelSmoothing}),
    executor: "reference",
    reason
  };
}
