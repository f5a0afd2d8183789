import {cost} from "../../network/cost.js";
import {namedNetwork} from "../../network/named.js";

/** The network whose modules inceptionLab trains with and without reductions. */
export const trainedModules = {name: "cifar-inception-4", width: 32};

/** Returns what part of the small Inception network's cost, 0 to 1, is left with reductions, as inceptionLab trains it. */
export function reductionShare(of: "multiplyAdds" | "parameters"): number {
  const costOf = (reductions: boolean) => {
    const {name, width} = trainedModules;
    const {expression, input} = namedNetwork(name, {width, reductions, size: 16});
    return cost(expression, input)[of];
  };
  return costOf(true) / costOf(false);
}
