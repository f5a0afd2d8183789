import {type Expression, group, sequence} from "../expression.js";
import {positive} from "../integer.js";

/** Blocks at one resolution. */
export interface Stage {
  /** Blocks. */
  count: number;
  /** Channels of the 3×3 convolutions. */
  width: number;
  /** Channels of each block's result. */
  outChannels: number;
  /** Stride of the first block. */
  stride: number;
  /** Dilation of the first block and of the others. Both default to 1. */
  dilation?: readonly [first: number, others: number];
}

/** Where a block is in its network, and what follows from that. */
export interface Place extends Pick<Stage, "width" | "outChannels"> {
  inChannels: number;
  stride: number;
  dilation: number;
  /** Whether it is the first block of the network. */
  first: boolean;
}

/** Returns *stages* of blocks as `layer1`, `layer2`, …, each block made by *build* under its number from 0. */
export function residualStages(
  inChannels: number,
  stages: Stage[],
  build: (place: Place) => Expression
): Expression[] {
  return stages.map((stage, index) => {
    const {count, width, outChannels, stride, dilation = [1, 1]} = stage;
    positive({count, width, outChannels});
    const before = index === 0 ? inChannels : stages[index - 1].outChannels;
    const blocks = Array.from({length: count}, (_, i) =>
      group(
        build({
          width,
          outChannels,
          inChannels: i === 0 ? before : outChannels,
          stride: i === 0 ? stride : 1,
          dilation: dilation[i === 0 ? 0 : 1],
          first: index === 0 && i === 0
        }),
        {label: String(i), role: "block"}
      )
    );
    return group(sequence(...blocks), {label: `layer${index + 1}`, role: "stage"});
  });
}
