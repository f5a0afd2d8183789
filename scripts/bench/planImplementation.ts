import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import type {BackendName} from "../../components/training/protocol.js";
import type {Implementation} from "./implementation.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** Our plan: a fixed list of our own kernels, on WebGPU or in WebAssembly. */
export const planImplementation: Implementation = {
  name: "plan",
  backends: ["webgpu", "webgpu-software", "wasm"],
  async create({network, input, batch, images, labels, sgd, seed}, name) {
    const {plans, lost, close} = await openOwnBackend(name as BackendName);
    if (!plans) throw new Error(`no plans on ${name} here`);
    const plan = createPlan(network, input, {batch, parts: plans.parts});
    const machine = await plans.createMachine(plan);
    const model = new PlanModel(plan, machine, seed);
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
