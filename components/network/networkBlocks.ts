import type {Expression, Group, Sum} from "./expression.js";
import {joinName} from "./fold.js";

/** A block of a network: a residual function and what leads around it. A plain network's blocks have no shortcut. */
export interface NetworkBlock {
  /** Its dotted name, such as `layer2.0`. */
  readonly name: string;
  /** The group of role "block" that it is. Undefined for a residual unit that stands alone. */
  readonly group?: Group;
  /** The group of role "residual". */
  readonly residualFunction: Group;
  /** The branch beside the residual function: a group of role "shortcut", or a bare line. */
  readonly shortcut?: Expression;
}

/**
 * Returns the blocks of a *network*, in order. Networks that are not made of residual functions, such as VGG, have none,
 * and what is inside a residual function or a shortcut is no block of its own. *name* is the dotted path of the labels
 * around the network.
 */
export function networkBlocks(network: Expression, name = ""): NetworkBlock[] {
  switch (network.type) {
    case "sequence":
      return network.parts.flatMap((part) => networkBlocks(part, name));
    case "sum":
      return blocksOfSum(network, name);
    case "concat":
      return network.branches.flatMap((branch) => networkBlocks(branch, name));
    case "group":
      return blocksOfGroup(network, joinName(name, network.label));
    default:
      return [];
  }
}

/** A single block beside a branch without any is added to that branch: it is its shortcut. */
function blocksOfSum({branches}: Sum, name: string): NetworkBlock[] {
  const inside = branches.map((branch) => networkBlocks(branch, name));
  const blocks = inside.flat();
  const shortcut = branches.find((_, i) => inside[i].length === 0);
  if (branches.length !== 2 || blocks.length !== 1 || !shortcut || blocks[0].shortcut) return blocks;
  return [{...blocks[0], shortcut}];
}

function blocksOfGroup(group: Group, name: string): NetworkBlock[] {
  if (group.role === "residual") return [{name, residualFunction: group}];
  if (group.role === "shortcut") return [];
  const inside = networkBlocks(group.body, name);
  return group.role === "block" ? inside.map((block) => ({...block, name, group})) : inside;
}
