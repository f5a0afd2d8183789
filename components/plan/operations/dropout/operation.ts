import {hashName} from "../../../model/hashName.js";
import type {Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";

/** A dropout: in training, some values are 0 in a step, and the others larger. */
export interface Dropped extends OperationBase {
  readonly type: "dropout";
  readonly input: Value;
  readonly rate: number;
}

/** Dropout, whose mask is drawn anew on the way back instead of being kept. */
export const dropoutOperation: OperationDescriptor<Dropped> = {
  type: "dropout",
  leaves: {
    dropout: ({rate}, x, {layerName, materialized, add}) =>
      rate === 0 ? x : add<Dropped>({type: "dropout", name: layerName(), input: materialized(x), rate})
  },
  inputs: ({input}) => [input],
  lower(operation, y, {ground, call, tensorOf, training}) {
    const x = tensorOf(operation.input);
    if (!training) return call({type: "combine", size: y.size, scales: [1], gated: false}, {x0: x}, {y});
    call({...kernelOf(operation, y.size), accumulate: false}, {x, seed: ground.seed}, {y});
  },
  differentiate(operation, dy, {ground, call, gradients}) {
    gradients.contribute(operation.input, (dx, accumulate) =>
      call({...kernelOf(operation, dy.size), accumulate}, {x: dy, seed: ground.seed}, {y: dx})
    );
  }
};

function kernelOf({name, rate}: Dropped, size: number) {
  return {type: "dropout", size, rate, key: hashName(name)} as const;
}
