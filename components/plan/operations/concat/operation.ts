import {rowsOf} from "../../sizes.js";
import type {Value} from "../../value.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";

/** Values side by side, channel after channel. */
export interface Concat extends OperationBase {
  readonly type: "concat";
  readonly inputs: readonly Value[];
}

/** Concatenation, one copy an input. */
export const concatOperation: OperationDescriptor<Concat> = {
  type: "concat",
  inputs: ({inputs}) => inputs,
  lower(operation, y, {ground, call, tensorOf}) {
    for (const {input, ...place} of placesOf(operation, ground.batch))
      call({type: "copyChannels", ...place, accumulate: false}, {x: tensorOf(input)}, {y});
  },
  differentiate(operation, dy, {ground, call, gradients}) {
    for (const {input, rows, count, toChannels, toOffset} of placesOf(operation, ground.batch)) {
      const from = {rows, count, fromChannels: toChannels, fromOffset: toOffset};
      const place = {...from, toChannels: count, toOffset: 0};
      gradients.contribute(input, (dx, accumulate) =>
        call({type: "copyChannels", ...place, accumulate}, {x: dy}, {y: dx})
      );
    }
  }
};

/** Returns where each input goes. */
function placesOf({inputs, output}: Concat, batch: number) {
  const {rows, channels: toChannels} = rowsOf(output, batch);
  let toOffset = 0;
  return inputs.map((input) => {
    const count = input.volume[2];
    const place = {input, rows, count, fromChannels: count, fromOffset: 0, toChannels, toOffset};
    toOffset += count;
    return place;
  });
}
