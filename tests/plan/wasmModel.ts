import type {OptimizerType} from "../../components/experiment/optimizers/optimizers.js";
import type {WasmBuild} from "../../components/experiment/wasmBuild.js";
import type {Expression} from "../../components/network/expression.js";
import type {Volume} from "../../components/network/shapes.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {type Parts, wholeSums} from "../../components/plan/program.js";

/** Returns a *network* that trains by a plan in WebAssembly, by the exact build unless another is named. */
export async function createWasmModel(
  network: Expression,
  input: Volume,
  {
    batch = 4,
    seed = 7,
    withInput = false,
    parts = wholeSums,
    optimizer,
    build = "exact"
  }: {
    batch?: number;
    seed?: number;
    withInput?: boolean;
    parts?: Parts;
    optimizer?: OptimizerType;
    build?: WasmBuild;
  } = {}
): Promise<PlanModel> {
  const plan = createPlan(network, input, {batch, parts, withInput, optimizer});
  return new PlanModel(plan, await createWasmMachine(plan, {build}), seed);
}
