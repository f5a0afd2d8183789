import {cost} from "../network/cost.js";
import {type RunSpec, toNetwork} from "./runSpec.js";

/** Returns how much work a step of *spec*'s run is: the multiplications with weights of one forward pass over its batch. */
export function stepCost(spec: RunSpec): number {
  const {expression, input} = toNetwork(spec);
  return spec.batch * cost(expression, input).multiplyAdds;
}
