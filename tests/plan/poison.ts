import type {Plan} from "../../components/plan/plan.js";
import type {PlanModel} from "../../components/plan/planModel.js";
import {tensorsOf} from "../../components/plan/program.js";
import type {Tensor} from "../../components/plan/tensor.js";

/** Fills all memory that tensors share with NaN: whatever is read before it is written will be seen. */
export function poison({plan, machine}: Pick<PlanModel, "plan" | "machine">): void {
  for (const tensor of sharing(plan)) machine.write(tensor, new Float32Array(tensor.size).fill(NaN));
}

function sharing({train, evaluate, observe}: Plan): Set<Tensor> {
  const all = [train, evaluate, observe].flatMap(({calls}) => calls.flatMap(tensorsOf));
  return new Set(all.map((tensor) => tensor.whole ?? tensor).filter(({space}) => space === "activations"));
}
