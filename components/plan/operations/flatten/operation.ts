import type {Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";

/** A volume as one position, in `[channels, height, width]` order as PyTorch flattens it: what a dense layer reads. */
export interface Flatten extends OperationBase {
  readonly type: "flatten";
  readonly input: Value;
}

/** Flattening, one copy each way. */
export const flattenOperation: OperationDescriptor<Flatten> = {
  type: "flatten",
  inputs: ({input}) => [input],
  lower({input}, y, {ground: {batch}, call, tensorOf}) {
    const [rows, columns] = sizesOfVolume(input);
    call({type: "flatten", batch, rows, columns, accumulate: false}, {x: tensorOf(input)}, {y});
  },
  differentiate({input}, dy, {ground: {batch}, call, gradients}) {
    const [columns, rows] = sizesOfVolume(input);
    gradients.contribute(input, (dx, accumulate) =>
      call({type: "flatten", batch, rows, columns, accumulate}, {x: dy}, {y: dx})
    );
  }
};

/** Returns positions and channels. */
function sizesOfVolume({volume: [height, width, channels]}: Value): [positions: number, channels: number] {
  return [height * width, channels];
}
