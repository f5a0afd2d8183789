import type {PadChannels, Subsample} from "../../../network/leaf.js";
import type {Term, Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Tracing} from "../tracing.js";
import type {Resampling} from "./resample.js";

/** Every stride-th row and column, with zero channels appended. */
export interface Resample extends OperationBase {
  readonly type: "resample";
  readonly input: Value;
  readonly stride: number;
}

/** The shortcut of option A. */
export const resampleOperation: OperationDescriptor<Resample> = {
  type: "resample",
  leaves: {subsample: resampled, padChannels: resampled},
  inputs: ({input}) => [input],
  lower(operation, y, {ground, call, tensorOf}) {
    call({type: "resample", ...resamplingOf(operation, ground.batch)}, {x: tensorOf(operation.input)}, {y});
  },
  differentiate(operation, dy, {ground, call, gradients}) {
    const sizes = resamplingOf(operation, ground.batch);
    gradients.contribute(operation.input, (dx, accumulate) =>
      call({type: "resampleGradient", ...sizes, accumulate}, {dy}, {dx})
    );
  }
};

/** Zeros that follow a subsampling read what it reads: it is left out if nothing else wants it. */
function resampled(leaf: Subsample | PadChannels, x: Term, {name, add, maker}: Tracing): Term {
  const {value, scale} = x;
  const before = maker(value);
  const {input, stride} =
    leaf.type === "padChannels" && before?.type === "resample"
      ? (before as Resample)
      : {input: value, stride: leaf.type === "subsample" ? leaf.stride : 1};
  return {...add<Resample>({type: "resample", name, input, stride}), scale};
}

function resamplingOf({input, output, stride}: Resample, batch: number): Resampling {
  const [height, width, channels] = input.volume;
  return {batch, height, width, channels, stride, outChannels: output.volume[2]};
}
