import type {Expression, Group} from "./expression.js";
import {evaluate, fold} from "./fold.js";
import {shapeRules, toVolume, type Volume} from "./shapes.js";

/** What is left of a block whose residual function is deleted: the input, zero channels added to some of it, or a projection. */
export type Remains = "identity" | "zeroPadding" | "projection";

/** A block of a network, residual or plain. */
export interface BlockShape {
  /** Its dotted name, such as `layer2.0`. */
  readonly name: string;
  readonly group: Group;
  readonly input: Volume;
  readonly output: Volume;
  /** Whether it has a shortcut of its own. */
  readonly residual: boolean;
  /** Its own shortcut; of a plain block, the shortcut of option A that can take its place. */
  readonly remains: Remains;
}

/** Returns every block of a *network*, in order. Networks that are not made of blocks, such as VGG, have none. */
export function blockShapes(network: Expression, input: Volume): BlockShape[] {
  const blocks: BlockShape[] = [];
  let entered: Volume = input;
  let shortcut: Remains | undefined;
  evaluate(network, toVolume(input), {
    ...shapeRules,
    enter({role, body}, volume) {
      if (role === "block") [entered, shortcut] = [volume, undefined];
      if (role === "shortcut") shortcut = remainsOf(body);
    },
    leave(group, output, name) {
      if (group.role !== "block") return;
      const same = output.every((size, axis) => size === entered[axis]);
      const remains = shortcut ?? (same ? "identity" : "zeroPadding");
      blocks.push({name, group, input: entered, output, residual: shortcut !== undefined, remains});
    }
  });
  return blocks;
}

function remainsOf(shortcut: Expression): Remains {
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
