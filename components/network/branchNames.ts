import {blockShapes} from "./blockShapes.js";
import type {Expression} from "./expression.js";
import {joinName} from "./fold.js";
import {lastLabel} from "./lastLabel.js";
import type {Volume} from "./shapes.js";
import {stemOutput} from "./stemOutput.js";

/** By what names both branches of a residual block are read whose shortcut carries its input unchanged. */
export interface BlockBranches {
  /** The block's name. */
  block: string;
  /** Which block of the network it is, from 1. */
  number: number;
  /** What leaves the stem or the block before: x. */
  input: string;
  /** What leaves the residual function: F(x). */
  residual: string;
  volume: Volume;
}

/** Returns the blocks of a CIFAR *network* whose shortcuts are identities, in order, and by what names x and F(x) are read. */
export function branchNames(network: Expression, input: Volume): BlockBranches[] {
  const blocks = blockShapes(network, input);
  const outputs = [stemOutput(network), ...blocks.map(({name}) => name)];
  return blocks.flatMap(({name, shortcut, residualFunction, remains, output}, i) => {
    const [entering, last] = [outputs[i], lastLabel(residualFunction)];
    if (!shortcut || remains !== "identity" || entering === undefined || last === undefined) return [];
    return [{block: name, number: i + 1, input: entering, residual: joinName(name, last), volume: output}];
  });
}
