import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {LookModel} from "../plan/lookModel.js";
import {createLookPlan, type LookPlanOptions} from "../plan/lookPlan.js";
import type {ModelOptions} from "./openModel.js";

/** Returns a network that is looked at by a plan. Must be disposed. Throws where no plan can run. */
export async function openLook(
  {expression, input}: {expression: Expression; input: Volume},
  look: Omit<LookPlanOptions, "parts">,
  {plans, onProgress}: Pick<ModelOptions, "plans" | "onProgress">
): Promise<LookModel> {
  if (!plans)
    throw new Error("neither WebGPU nor WebAssembly works here, and nothing else looks at a network");
  const plan = createLookPlan(expression, input, {...look, parts: plans.parts});
  return new LookModel(plan, await plans.createMachine(plan, onProgress));
}
