import {sum} from "d3-array";
import {layerCosts} from "./cost.js";
import type {Expression} from "./expression.js";
import type {Volume} from "./shapes.js";

/** Returns the number of weights of the convolutions and fully connected layers of *expression*, as papers count them: without biases. */
export function kernelWeights(expression: Expression, input: Volume): number {
  return sum(
    layerCosts(expression, input),
    ({multiplyAdds, output: [height, width]}) => multiplyAdds / (height * width)
  );
}
