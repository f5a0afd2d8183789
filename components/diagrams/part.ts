import {type Cost, cost} from "../network/cost.js";
import type {Expression, Leaf} from "../network/expression.js";
import {outputShape, type Volume} from "../network/shapes.js";

/** The volumes that enter and leave one part of a diagram. */
interface Through {
  readonly input: Volume;
  readonly output: Volume;
}

/** Where a diagram begins or ends. */
export interface TerminalPart extends Through {
  readonly type: "terminal";
  readonly end: "input" | "output";
}

/** One layer. An identity is no layer but a line: a stack without parts. */
export interface LeafPart extends Through {
  readonly type: "layer";
  readonly leaf: Leaf;
  /** The labels around it, joined by dots, such as `layer1.0.conv2`; empty without any. */
  readonly name: string;
  readonly cost: Cost;
}

/** Parts one after the other; none of them is a stack. */
export interface StackPart extends Through {
  readonly type: "stack";
  readonly parts: readonly Part[];
}

/** Branches that take one input and meet again. */
export interface JoinPart extends Through {
  readonly type: "join";
  readonly how: "sum" | "concat";
  readonly branches: readonly Branch[];
}

/** A branch, and whether it leads around the others: a shortcut, or a bare line. */
export interface Branch {
  readonly part: Part;
  readonly bypass: boolean;
}

/** Branches left out of the drawing. */
export interface MorePart extends Through {
  readonly type: "more";
  readonly count: number;
  /** How many there are in all, including those drawn. */
  readonly total: number;
}

/** Part of a network that folds to one box. */
export interface GroupPart extends Through {
  readonly type: "group";
  /** Its place in the tree, unique in the diagram. */
  readonly key: string;
  /** The labels around it, joined by dots; of a row of blocks those of the first. */
  readonly name: string;
  /** Such as `stage 2`. */
  readonly title: string;
  /** What is inside, in a few words, such as `9 blocks`. */
  readonly content: string;
  /** Equal blocks in it; 1 if it does not stand for a row of them. */
  readonly repeats: number;
  readonly cost: Cost;
  /** What is inside, if it is open. */
  readonly body?: Part;
}

/** What a diagram shows: an expression with its volumes, cut down to what is open. */
export type Part = TerminalPart | LeafPart | StackPart | JoinPart | MorePart | GroupPart;

/** How to fold what a diagram shows: to its drawing, or to words. */
export interface PartAlgebra<T> {
  leaf(part: TerminalPart | LeafPart | MorePart): T;
  stack(parts: T[], part: StackPart): T;
  join(branches: T[], part: JoinPart): T;
  /** *body* is undefined where the group is folded. */
  group(body: T | undefined, part: GroupPart): T;
}

/** Returns the value of a *part* under an *algebra*. */
export function foldPart<T>(part: Part, algebra: PartAlgebra<T>): T {
  switch (part.type) {
    case "stack":
      return algebra.stack(
        part.parts.map((inner) => foldPart(inner, algebra)),
        part
      );
    case "join":
      return algebra.join(
        part.branches.map((branch) => foldPart(branch.part, algebra)),
        part
      );
    case "group":
      return algebra.group(part.body && foldPart(part.body, algebra), part);
    default:
      return algebra.leaf(part);
  }
}

/** Returns *parts* one after the other, those of stacks among them spliced in. */
export function stackOf(input: Volume, parts: readonly Part[]): StackPart {
  const flat = parts.flatMap((part) => (part.type === "stack" ? part.parts : [part]));
  return {type: "stack", parts: flat, input, output: flat.at(-1)?.output ?? input};
}

/** Returns the group of **repeats** equal *expressions* in a row, one unless said, folded if it has no **body**. */
export function groupOf(
  expression: Expression,
  {
    repeats = 1,
    ...group
  }: Pick<GroupPart, "key" | "name" | "title" | "content" | "input" | "body"> & {repeats?: number}
): GroupPart {
  const {parameters, multiplyAdds, activationBytes} = cost(expression, group.input);
  const total = {
    parameters: repeats * parameters,
    multiplyAdds: repeats * multiplyAdds,
    activationBytes: repeats * activationBytes
  };
  return {type: "group", ...group, repeats, cost: total, output: outputShape(expression, group.input)};
}

/** Returns whether nothing stands between the input and the output of *part*. */
export function isBare(part: Part): boolean {
  return part.type === "stack" && part.parts.length === 0;
}

/** Returns whether *part* adds a residual function to a shortcut. */
export function isResidual(part: Part): part is JoinPart {
  return (
    part.type === "join" && part.how === "sum" && new Set(part.branches.map(({bypass}) => bypass)).size === 2
  );
}

/** Returns whether *part* changes the volume that passes through it. */
export function changesVolume({input, output}: Part): boolean {
  return input.some((size, axis) => size !== output[axis]);
}
