import type {LocalResponseNorm} from "../../../network/leaf.js";
import {activationTensor, rowsOf} from "../../sizes.js";
import type {Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Response} from "./localResponse.js";

/** A normalization by neighbouring channels. */
export interface ResponseNorm extends OperationBase {
  readonly type: "localResponseNorm";
  readonly input: Value;
  readonly leaf: LocalResponseNorm;
}

/** Local response normalization, which keeps its sums of squares. */
export const localResponseNormOperation: OperationDescriptor<ResponseNorm> = {
  type: "localResponseNorm",
  leaves: {
    localResponseNorm: (leaf, x, {name, materialized, add}) =>
      add<ResponseNorm>({type: "localResponseNorm", name, input: materialized(x), leaf})
  },
  inputs: ({input}) => [input],
  lower(operation, y, {ground, call, tensorOf, save, training}) {
    const sizes = responseOf(operation, ground.batch);
    const x = tensorOf(operation.input);
    if (!training) return call({type: "localResponse", ...sizes, sums: false}, {x}, {y});
    const sums = activationTensor(`${operation.name} sums`, y.size);
    save(operation, sums);
    call({type: "localResponse", ...sizes, sums: true}, {x}, {y, sums});
  },
  differentiate(operation, dy, {ground, call, gradients, tensorOf, savedOf}) {
    const sizes = responseOf(operation, ground.batch);
    const [x, sums] = [tensorOf(operation.input), savedOf(operation)];
    gradients.contribute(operation.input, (dx, accumulate) =>
      call({type: "localResponseGradient", ...sizes, accumulate}, {dy, x, sums}, {dx})
    );
  }
};

function responseOf({input, leaf: {size, alpha, beta, k}}: ResponseNorm, batch: number): Response {
  return {...rowsOf(input, batch), size, alpha, beta, k};
}
