import type {Box, Edge, Mark, Placed, Position} from "./diagramNode.js";

/** A branch on its way from the *fork* it leaves to the *end* where it meets the others. */
export interface BranchWay extends Pick<Edge, "bypass" | "room" | "text"> {
  readonly fork: Box;
  readonly end: Box;
  /** Its axis. */
  readonly x: number;
}

/** Returns a placed branch and the lines to it and from it; a line alone if there are no boxes in it. */
export function branchMarks({marks, first, last}: Placed, way: BranchWay): Mark[] {
  const {fork, end, x, bypass, room, text} = way;
  const edge = {type: "edge", bypass, room, ...(bypass && {letter: "x" as const})} as const;
  const [begin, finish] = [turn(fork, x), wayInto(end, x)];
  if (!first || !last) return [{...edge, from: fork, to: end, points: [...begin, ...finish]}, ...marks];
  const inner = marks.map((mark) =>
    bypass && mark.type === "edge" ? {...mark, ...edge, room: mark.room} : mark
  );
  const leaving = [{x, y: last.y + last.height}, ...finish];
  return [
    {...edge, from: fork, to: first, points: [...begin, {x, y: first.y}]},
    ...inner,
    {...edge, from: last, to: end, points: leaving, ...(text !== undefined && {text})}
  ];
}

/** From a fork sideways to *x*. */
function turn({x: start, y}: Position, x: number): Position[] {
  const from = {x: start, y};
  return x === start ? [from] : [from, {x, y}];
}

/** Down into the box where it lies below, else into its side. */
function wayInto({x: left, y, width, height}: Box, x: number): Position[] {
  if (x > left && x < left + width) return [{x, y}];
  const middle = y + height / 2;
  const side = x < left ? left : left + width;
  return [
    {x, y: middle},
    {x: side, y: middle}
  ];
}
