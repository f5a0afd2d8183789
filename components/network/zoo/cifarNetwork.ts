import type {Expression} from "../expression.js";
import {blockOptions, framed, type NetworkOptions} from "./frame.js";
import {type Place, residualStages, type Stage} from "./residualStages.js";

/** Returns stem, three stages at strides 1, 2, 2, and head, after a 3×3 convolution of *stemWidth* channels. */
export function cifarNetwork(
  stemWidth: number,
  {
    stages,
    build,
    options
  }: {
    stages: Omit<Stage, "stride">[];
    build: (place: Place) => Expression;
    options: NetworkOptions;
  }
): Expression {
  const {numClasses = 10} = options;
  const strided = stages.map((stage, i) => ({...stage, stride: i === 0 ? 1 : 2}));
  return framed(
    {stemWidth, kernel: 3, stride: 1, numClasses},
    residualStages(stemWidth, strided, build),
    blockOptions(options)
  );
}
