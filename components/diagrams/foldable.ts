import {sum} from "d3-array";
import {depth} from "../network/depth.js";
import type {Expression, Group, Role} from "../network/expression.js";
import {fold} from "../network/fold.js";
import {outputShape, type Volume} from "../network/shapes.js";

const foldableRoles: readonly (Role | undefined)[] = ["stem", "stage", "block", "head"];

/**
 * Returns whether a diagram folds *group* to one box: a stem, stage, block or head, or several layers under a label that
 * are no part of one, such as AlexNet's `features`.
 */
export function isFoldable(group: Group, inside: boolean): boolean {
  if (foldableRoles.includes(group.role)) return true;
  return (
    !inside && !group.role && group.label !== undefined && !hasRoles(group.body) && layers(group.body) > 1
  );
}

/** Returns the title of *group*, the *place*-th of its role: `stage 2`, `block 1`, or a name of its own. */
export function groupTitle({label = "", role}: Group, place: number): string {
  if (role === "stage") return `stage ${place}`;
  if (role === "block") return /[a-z]/i.test(label) ? label : `block ${place}`;
  return role ?? label;
}

/** Returns what is inside a group in a few words: its blocks, or the weighted layers on its main path. */
export function contentText(expression: Expression): string {
  const blocks = count(expression, ({role}) => role === "block");
  if (blocks > 0) return plural(blocks, "block");
  const weighted = depth(expression);
  return weighted > 0 ? plural(weighted, "layer") : "";
}

/**
 * Returns how many blocks from the *i*-th part on are equal and keep their volume, so that one drawing stands for all.
 * The first block of a sequence always stands alone.
 */
export function equalBlocks(parts: readonly Expression[], i: number, input: Volume): number {
  const [start, before] = [parts[i], parts.slice(0, i)];
  if (!isBlock(start) || !before.some(isBlock) || String(outputShape(start, input)) !== String(input))
    return 1;
  const text = bodyText(start);
  const others = parts.slice(i).findIndex((part) => !isBlock(part) || bodyText(part) !== text);
  return others < 0 ? parts.length - i : others;
}

function isBlock(expression: Expression): expression is Group {
  return expression.type === "group" && expression.role === "block";
}

/** Labels are part of it, other than the block's own: blocks are equal if their layers have the same names. */
function bodyText({body}: Group): string {
  return JSON.stringify(body);
}

function hasRoles(expression: Expression): boolean {
  return count(expression, ({role}) => role !== undefined) > 0;
}

function layers(expression: Expression): number {
  return fold<number>(expression, {leaf: () => 1, ...added});
}

const total = (counts: readonly number[]): number => sum(counts);
const added = {sequence: total, sum: total, concat: total};

/** The number of groups for which *are* holds, without those inside such a group. */
function count(expression: Expression, are: (group: Group) => boolean): number {
  return fold<number>(expression, {
    leaf: () => 0,
    ...added,
    group: (body, group) => (are(group) ? 1 : body)
  });
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
