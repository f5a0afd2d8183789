import {cost} from "../../network/cost.js";
import {namedNetwork} from "../../network/named.js";

/** Returns what part of the small Inception network's cost, 0 to 1, is left with reductions, as inceptionLab trains it. */
export function reductionShare(of: "multiplyAdds" | "parameters"): number {
  const costOf = (reductions: boolean) => {
    const {expression, input} = namedNetwork("cifar-inception-4", {width: 32, reductions, size: 16});
    return cost(expression, input)[of];
  };
  return costOf(true) / costOf(false);
}
