import type {Expression, Group} from "./expression.js";
import {evaluate, fold} from "./fold.js";
import {type NetworkBlock, networkBlocks} from "./networkBlocks.js";
import {shapeRules, toVolume, type Volume} from "./shapes.js";

/** What is left of a block whose residual function is deleted: the input, zero channels added to some of it, or a projection. */
export type Remains = "identity" | "zeroPadding" | "projection";

/** A block, residual or plain, with its volumes. */
export interface BlockShape extends NetworkBlock {
  readonly group: Group;
  readonly input: Volume;
  readonly output: Volume;
  /** What its own shortcut leaves; of a plain block, what the shortcut of option A in its place would. */
  readonly remains: Remains;
}

/** Returns the blocks of a *network* in order, as networkBlocks does, with what enters and leaves each of them. */
export function blockShapes(network: Expression, input: Volume): BlockShape[] {
  const blocks = networkBlocks(network).flatMap((block) =>
    block.group ? [{...block, group: block.group}] : []
  );
  const groups = new Set(blocks.map(({group}) => group));
  const inputs: Volume[] = [];
  const outputs: Volume[] = [];
  evaluate(network, toVolume(input), {
    ...shapeRules,
    enter: (group, volume) => void (groups.has(group) && inputs.push(volume)),
    leave: (group, volume) => void (groups.has(group) && outputs.push(volume))
  });
  return blocks.map((block, i) => {
    const [input, output] = [inputs[i], outputs[i]];
    return {...block, input, output, remains: remainsOf(block, input, output)};
  });
}

function remainsOf({shortcut}: NetworkBlock, input: Volume, output: Volume): Remains {
  if (shortcut) return kindOf(shortcut);
  return output.every((size, axis) => size === input[axis]) ? "identity" : "zeroPadding";
}

function kindOf(shortcut: Expression): Remains {
  const strongest = (parts: Remains[]): Remains =>
    parts.find((part) => part === "projection") ?? parts.find((part) => part !== "identity") ?? "identity";
  return fold<Remains>(shortcut, {
    leaf: ({type}) =>
      type === "conv"
        ? "projection"
        : type === "subsample" || type === "padChannels"
          ? "zeroPadding"
          : "identity",
    sequence: strongest,
    sum: strongest,
    concat: strongest
  });
}
