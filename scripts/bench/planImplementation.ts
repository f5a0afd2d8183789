import type {BackendName} from "../../components/experiment/backend.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import type {Implementation} from "./implementation.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** Our plan: a fixed list of our own kernels, on WebGPU or in WebAssembly. */
export const planImplementation = implementation("plan", () => false);

/**
 * The same plan where every second residual function is dropped, as stochastic depth drops some in each step. It has
 * losses of its own, and less to compute than its GFLOP/s are counted by.
 */
export const halfDroppedImplementation = implementation("plan-half-dropped", (block) => block % 2 === 1);

function implementation(name: string, isDropped: (block: number) => boolean): Implementation {
  return {
    name,
    backends: ["webgpu", "webgpu-software", "wasm"],
    async create({network, input, batch, images, labels, sgd, seed}, backend) {
      const {plans, lost, close} = await openOwnBackend(backend as BackendName);
      if (!plans) throw new Error(`no plans on ${backend} here`);
      const plan = createPlan(network, input, {batch, parts: plans.parts});
      const machine = await plans.createMachine(plan);
      const model = new PlanModel(plan, machine, seed);
      for (const [i, block] of model.blocks.entries())
        if (isDropped(i)) model.setGate(block, {residual: 0, shortcut: 1});
      return {
        step: async () => (await Promise.race([model.step(images, labels, sgd), lost])).lossNats,
        counts: () => ({planBytes: machine.bytes}),
        dispose() {
          model.dispose();
          close();
        }
      };
    }
  };
}
