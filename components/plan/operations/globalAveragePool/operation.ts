import type {Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Pooling} from "./globalAveragePool.js";

/** The mean over all positions. */
export interface GlobalAveragePool extends OperationBase {
  readonly type: "globalAveragePool";
  readonly input: Value;
}

/** Global average pooling. */
export const globalAveragePoolOperation: OperationDescriptor<GlobalAveragePool> = {
  type: "globalAveragePool",
  leaves: {
    globalAveragePool: (_leaf, x, {name, materialized, add}) =>
      add<GlobalAveragePool>({type: "globalAveragePool", name, input: materialized(x)})
  },
  inputs: ({input}) => [input],
  lower({input}, y, {ground, call, tensorOf}) {
    call({type: "globalAveragePool", ...poolingOf(input, ground.batch)}, {x: tensorOf(input)}, {y});
  },
  differentiate({input}, dy, {ground, call, gradients}) {
    const sizes = poolingOf(input, ground.batch);
    gradients.contribute(input, (dx, accumulate) =>
      call({type: "globalAveragePoolGradient", ...sizes, accumulate}, {dy}, {dx})
    );
  }
};

function poolingOf({volume: [height, width, channels]}: Value, batch: number): Pooling {
  return {batch, positions: height * width, channels};
}
