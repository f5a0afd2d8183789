import type {Model} from "../../model/model.js";
import {PlanModel} from "../../plan/planModel.js";
import {isRun} from "../../plan/program.js";
import type {BlockBatch, FormModel} from "./blockForm.js";

/** Returns *model* as one that goes forward and backward on a batch. A plan must be made withInput, of squaredError. */
export async function formModel(model: Model | PlanModel, batch: BlockBatch): Promise<FormModel> {
  if (model instanceof PlanModel) return planForm(model, batch);
  const {referenceForm} = await import("./referenceForm.js");
  return referenceForm(model, batch);
}

function planForm(model: PlanModel, {x, target}: BlockBatch): FormModel {
  const {machine, plan} = model;
  const {images, labels, metrics, trainOutput, inputGradient} = plan.tensors;
  machine.write(images, x);
  machine.write(labels, target);
  return {
    executor: "plan",
    kernels: plan.differentiate.calls.filter((call) => isRun(call)).length,
    load: (state) => model.load(state),
    async pass() {
      const [output, gradient] = await machine.run(plan.differentiate, [trainOutput, inputGradient!]);
      return {output, inputGradient: gradient};
    },
    run: async () => void (await machine.run(plan.differentiate, [metrics])),
    dispose: () => model.dispose()
  };
}
