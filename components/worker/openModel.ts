import type {Executor} from "../experiment/executor.js";
import type {OptimizerSettings} from "../experiment/optimizers/optimizers.js";
import type {FirstValues} from "../model/initialise.js";
import type {Model} from "../model/model.js";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import type {Machine, PreparationProgress} from "../plan/machine.js";
import type {MachinePlan} from "../plan/machinePlan.js";
import {createPlan, type PlanOptions} from "../plan/plan.js";
import {PlanModel} from "../plan/planModel.js";
import type {Parts} from "../plan/program.js";
import {checkReferenceMemory} from "./referenceMemory.js";

/** What runs plans on an open backend. */
export interface PlanRunner {
  readonly parts: Parts;
  /** Of a processor it may have several *threads*, where the page lets them share a memory. Defaults to 1. */
  createMachine(plan: MachinePlan, onProgress?: PreparationProgress, threads?: number): Promise<Machine>;
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
  /** Threads to make each large kernel on, where a plan is on the processor. Defaults to 1. */
  threads?: number;
  onProgress?: PreparationProgress;
}

/** How a model is made. */
export interface ModelChoice extends FirstValues {
  batch: number;
  seed: number;
  /** What moves its parameters. Defaults to SGD. */
  optimizer?: Partial<OptimizerSettings>;
  /** The share of each target of a step that goes to all classes alike. Defaults to 0. */
  labelSmoothing?: number;
  /** Whether it can give the gradient of the images. Defaults to false. */
  withInput?: boolean;
  /** Whether a step trains all of the network, or its head alone. Defaults to "trained". */
  body?: PlanOptions["body"];
  /** Of a frozen body: what normalizations go by in a step. Defaults to "batch". */
  statistics?: PlanOptions["statistics"];
  /** Of a plan; the reference executor takes its loss with each pass. Defaults to "crossEntropy". */
  loss?: PlanOptions["loss"];
}

/** A model, and on which executor it is. */
export interface OpenModel {
  model: Model | PlanModel;
  executor: Executor;
}

/**
 * Returns a model of a network: by a plan where plans can run and are wanted, else on the reference executor, which loads
 * TensorFlow.js. Must be disposed.
 */
export async function openModel(
  {expression, input}: {expression: Expression; input: Volume},
  {
    batch,
    seed,
    initialisation,
    headInit,
    optimizer: {type: optimizer} = {},
    withInput,
    loss,
    labelSmoothing,
    body,
    statistics
  }: ModelChoice,
  {plans, reference, executor = "plan", threads, onProgress}: ModelOptions = {}
): Promise<OpenModel> {
  const training = {optimizer, labelSmoothing, body, statistics};
  if (plans && executor === "plan") {
    const {parts} = plans;
    const plan = createPlan(expression, input, {batch, parts, withInput, loss, ...training});
    const machine = await plans.createMachine(plan, onProgress, threads);
    return {model: new PlanModel(plan, machine, seed, {initialisation, headInit}), executor: "plan"};
  }
  checkReferenceMemory({expression, input}, batch);
  await reference?.();
  const {createModel} = await import("../model/model.js");
  const model = createModel(expression, input, {seed, initialisation, headInit, ...training});
  return {model, executor: "reference"};
}
