import {cost} from "../network/cost.js";
import type {Concat, Expression, Group, Leaf, Role, Sum} from "../network/expression.js";
import {joinName} from "../network/fold.js";
import {concatShape, leafShape, sumShape, toVolume, type Volume} from "../network/shapes.js";
import {contentText, equalBlocks, groupTitle, isFoldable} from "./foldable.js";
import {
  type Branch,
  groupOf,
  type GroupPart,
  isBare,
  type JoinPart,
  type Part,
  stackOf,
  type StackPart
} from "./part.js";

/** How much of an expression a diagram shows. */
export interface View {
  /**
   * Most branches of a join to draw, of which a box that counts the others is one; of more, the first two and the last, or
   * where there is room for fewer than four, the first.
   */
  branches: number;
  /** Whether a group is open. Without it there are no groups: every layer is shown. */
  isOpen?(group: {key: string; name: string; role?: Role}): boolean;
}

/** The context at the beginning of a part. */
interface Here {
  readonly input: Volume;
  /** Places in the tree on the way here, joined by dots. */
  readonly key: string;
  /** Labels on the way here, joined by dots. */
  readonly name: string;
  /** Groups of the same role in this sequence up to this one. */
  readonly place: number;
  /** Whether it is inside a group. */
  readonly inside: boolean;
}

/** Returns what a diagram of *expression* shows, from its input to its output. Throws where a layer does not fit. */
export function partsOf(expression: Expression, input: Volume, view: View): StackPart {
  const here = {input: toVolume(input), key: "0", name: "", place: 1, inside: false};
  const body = partOf(expression, here, view);
  const {output} = body;
  return stackOf(input, [
    {type: "terminal", end: "input", input, output: input},
    body,
    {type: "terminal", end: "output", input: output, output}
  ]);
}

/** Not a fold: a group's place and volume come from above, and what is folded is never unfolded. */
function partOf(expression: Expression, here: Here, view: View): Part {
  switch (expression.type) {
    case "sequence":
      return sequencePart(expression.parts, here, view);
    case "sum":
    case "concat":
      return joinPart(expression, here, view);
    case "group":
      return groupPart(expression, here, view);
    default:
      return leafPart(expression, here);
  }
}

function leafPart(leaf: Leaf, {input, name}: Here): Part {
  if (leaf.type === "identity") return stackOf(input, []);
  return {type: "layer", leaf, name, input, output: leafShape(leaf, input, name), cost: cost(leaf, input)};
}

function sequencePart(parts: readonly Expression[], here: Here, view: View): StackPart {
  const shown: Part[] = [];
  const places = new Map<Role, number>();
  let {input} = here;
  for (let i = 0; i < parts.length;) {
    const role = roleOf(parts[i]);
    const count = view.isOpen ? equalBlocks(parts, i, input) : 1;
    const place = (role && places.get(role)) ?? 0;
    if (role) places.set(role, place + count);
    const there = {...here, input, key: `${here.key}.${i}`, place: place + 1};
    const part =
      count === 1
        ? partOf(parts[i], there, view)
        : repeatPart(parts.slice(i, i + count) as Group[], there, view);
    shown.push(part);
    input = part.output;
    i += count;
  }
  return stackOf(here.input, shown);
}

function joinPart({type: how, branches}: Sum | Concat, here: Here, view: View): JoinPart {
  const {input, name} = here;
  const all = branches.map((branch, i) => {
    const part = partOf(branch, {...here, key: `${here.key}.${i}`, place: 1}, view);
    return {part, bypass: roleOf(branch) === "shortcut" || isBare(part)};
  });
  const outputs = all.map(({part}) => part.output);
  const output = (how === "sum" ? sumShape : concatShape)(outputs, name);
  const main = all.filter(({bypass}) => !bypass);
  const bypasses = all.filter(({bypass}) => bypass);
  return {type: "join", how, branches: [...abridged(main, view.branches), ...bypasses], input, output};
}

function abridged(branches: Branch[], most: number): Branch[] {
  if (branches.length <= most) return branches;
  const [before, after] = most < 4 ? [1, 0] : [2, 1];
  const {input, output} = branches[0].part;
  const count = branches.length - before - after;
  const more: Part = {type: "more", count, total: branches.length, input, output};
  return [
    ...branches.slice(0, before),
    {part: more, bypass: false},
    ...branches.slice(branches.length - after)
  ];
}

function groupPart(group: Group, here: Here, view: View): Part {
  const name = joinName(here.name, group.label);
  const inner = {...here, name, key: `${here.key}.0`, place: 1};
  if (!view.isOpen || !isFoldable(group, here.inside)) return partOf(group.body, inner, view);
  const {key, input, place} = here;
  const open = view.isOpen({key, name, role: group.role});
  const texts = {title: groupTitle(group, place), content: contentText(group.body)};
  const body = open ? partOf(group.body, {...inner, inside: true}, view) : undefined;
  return groupOf(group.body, {key, name, input, ...texts, body});
}

/** A row of equal blocks. */
function repeatPart(blocks: Group[], here: Here, view: View): GroupPart {
  const {key, input, place} = here;
  const repeats = blocks.length;
  const texts = {title: `blocks ${place} to ${place + repeats - 1}`, content: `× ${repeats}`};
  const unfold = () =>
    stackOf(
      input,
      blocks.map((block, i) => partOf(block, {...here, key: `${key}.${i}`, place: place + i}, view))
    );
  const body = view.isOpen!({key, name: ""}) ? unfold() : undefined;
  const name = joinName(here.name, blocks[0].label);
  return groupOf(blocks[0].body, {key, name, input, ...texts, repeats, body});
}

function roleOf(expression: Expression): Role | undefined {
  return expression.type === "group" ? expression.role : undefined;
}
