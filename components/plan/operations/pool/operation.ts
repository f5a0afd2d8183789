import type {Pool} from "../../../network/leaf.js";
import {activationTensor} from "../../sizes.js";
import type {Term, Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Tracing} from "../tracing.js";
import type {PoolWindows} from "./poolWindows.js";

/** The maximum or average over square windows. */
export interface Pooled extends OperationBase {
  readonly type: "pool";
  readonly input: Value;
  readonly pool: Pool;
}

/** Maximum pooling, which keeps where each maximum was, and average pooling. */
export const poolOperation: OperationDescriptor<Pooled> = {
  type: "pool",
  leaves: {maxPool: pooled, averagePool: pooled},
  inputs: ({input}) => [input],
  lower(operation, y, {ground, call, tensorOf, save, training}) {
    const windows = windowsOf(operation, ground.batch);
    const x = tensorOf(operation.input);
    if (operation.pool.type === "averagePool") return call({type: "averagePool", ...windows}, {x}, {y});
    if (!training) return call({type: "maxPool", ...windows, winners: false}, {x}, {y});
    const winners = activationTensor(`${operation.name} winners`, y.size);
    save(operation, winners);
    call({type: "maxPool", ...windows, winners: true}, {x}, {y, winners});
  },
  differentiate(operation, dy, {ground, call, gradients, savedOf}) {
    const windows = windowsOf(operation, ground.batch);
    gradients.contribute(operation.input, (dx, accumulate) =>
      operation.pool.type === "averagePool"
        ? call({type: "averagePoolGradient", ...windows, accumulate}, {dy}, {dx})
        : call({type: "maxPoolGradient", ...windows, accumulate}, {dy, winners: savedOf(operation)}, {dx})
    );
  }
};

function pooled(pool: Pool, x: Term, {name, materialized, add}: Tracing): Term {
  return add<Pooled>({type: "pool", name, input: materialized(x), pool});
}

function windowsOf({input, output, pool: {kernel, stride, padding}}: Pooled, batch: number): PoolWindows {
  const [height, width, channels] = input.volume;
  const [outHeight, outWidth] = output.volume;
  return {batch, height, width, channels, outHeight, outWidth, kernel, stride, padding};
}
