import type {BackendName} from "../../components/experiment/backend.js";
import type {WasmBuild} from "../../components/experiment/wasmBuild.js";
import {LookModel} from "../../components/plan/lookModel.js";
import {createLookPlan} from "../../components/plan/lookPlan.js";
import type {MachinePlan} from "../../components/plan/machinePlan.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import type {Implementation} from "./implementation.js";
import type {Task} from "./task.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** Our plan: a fixed list of our own kernels, on WebGPU or in WebAssembly. */
export const planImplementation = implementation("plan");

/** The same plan by the exact build of the WebAssembly kernels, on engines that would run the relaxed one too. */
export const exactImplementation = implementation("plan-exact", {build: "exact", backends: ["wasm"]});

/**
 * The same plan where every second residual function is dropped, as stochastic depth drops some in each step. It has
 * losses of its own, and less to compute than its GFLOP/s are counted by.
 */
export const halfDroppedImplementation = implementation("plan-half-dropped", {
  isDropped: (block) => block % 2 === 1
});

interface PlanOptions {
  /** Whether a residual function is dropped, by the number of its block. None is by default. */
  isDropped?(block: number): boolean;
  /** The build of the WebAssembly kernels. Defaults to the one that pages choose. */
  build?: WasmBuild;
  backends?: readonly BackendName[];
}

function implementation(
  name: string,
  {isDropped = () => false, build, backends = ["webgpu", "webgpu-software", "wasm"]}: PlanOptions = {}
): Implementation {
  return {
    name,
    backends,
    async create(task, backend) {
      const {plans: own, lost, close} = await openOwnBackend(backend as BackendName);
      if (!own) throw new Error(`no plans on ${backend} here`);
      const plans = build
        ? {...own, createMachine: (plan: MachinePlan) => createWasmMachine(plan, {build})}
        : own;
      const {images, labels, sgd} = task;
      const model = await (task.config.forward ? lookModel : planModel)(task, plans);
      for (const [i, block] of model.blocks.entries())
        if (isDropped(i)) model.setGate(block, {residual: 0, shortcut: 1});
      const step = () =>
        model instanceof PlanModel ? model.step(images, labels, sgd) : model.evaluate(images, labels);
      return {
        step: async () => (await Promise.race([step(), lost])).lossNats,
        counts: () => ({planBytes: model.machine.bytes}),
        dispose() {
          model.dispose();
          close();
        }
      };
    }
  };
}

async function planModel({network, input, batch, seed}: Task, plans: PlanRunner): Promise<PlanModel> {
  const plan = createPlan(network, input, {batch, parts: plans.parts});
  return new PlanModel(plan, await plans.createMachine(plan), seed);
}

async function lookModel({network, input, batch, valuesOf}: Task, plans: PlanRunner): Promise<LookModel> {
  const plan = createLookPlan(network, input, {batch, parts: plans.parts});
  const model = new LookModel(plan, await plans.createMachine(plan));
  model.load(Object.fromEntries(plan.specs.map((spec) => [spec.name, valuesOf(spec)])));
  return model;
}
