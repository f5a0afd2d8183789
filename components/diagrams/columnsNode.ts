import {max, min, sum} from "d3-array";
import type {Box, DiagramNode, Edge, Mark, Position, Saying} from "./diagramNode.js";
import {type EdgeText, textBetween, textReach} from "./edge.js";
import {lengths} from "./lengths.js";
import type {StackPart} from "./part.js";
import {stackNode} from "./stackNode.js";

/** Above this height a stack is set in columns. */
const mostHeight = 480;

/** Room above and below columns, for the lines from one to the next. */
const turn = 22;

/**
 * Returns *pieces*, those of a whole diagram, in columns from left to right that have *room*, or one below the other where that
 * is not high. There are as few columns as make it about as low as it can be, and these are as alike in height as their order
 * lets them be.
 */
export function columnsNode(
  pieces: DiagramNode[],
  part: StackPart,
  {saying, room}: {saying: Saying; room: number}
): DiagramNode {
  const one = stackNode(pieces, part, saying);
  if (one.height <= mostHeight) return one;
  const fitting = pieces
    .slice(1)
    .map((_, i) => inColumns(pieces, part, {saying, count: i + 2}))
    .filter(({right}) => right <= room);
  const least = min(fitting, ({height}) => height)!;
  return fitting.find(({height}) => height < 1.1 * least) ?? one;
}

function inColumns(
  pieces: DiagramNode[],
  part: StackPart,
  {saying, count}: {saying: Saying; count: number}
): DiagramNode {
  const ends = evenEnds(
    pieces.map(({height}) => height),
    count
  );
  const texts = ends.map((end) =>
    end < part.parts.length ? textBetween(part.parts[end - 1], part.parts[end], saying) : {}
  );
  const columns = ends.map((end, i) => {
    const begin = ends[i - 1] ?? 0;
    const parts = part.parts.slice(begin, end);
    const column = stackNode(pieces.slice(begin, end), {...part, parts}, saying);
    return {...column, right: Math.max(column.right, textReach(texts[i]).right)};
  });
  return {left: 0, right: widthOf(columns), ...sideBySide(columns, texts)};
}

function widthOf(columns: readonly DiagramNode[]): number {
  return sum(columns, ({left, right}) => left + right) + lengths.betweenColumns * (columns.length - 1);
}

function sideBySide(
  columns: readonly DiagramNode[],
  texts: readonly EdgeText[]
): Pick<DiagramNode, "height" | "place"> {
  return {
    height: max(columns, ({height}) => height)! + 2 * turn,
    place(axis, top) {
      const marks: Mark[] = [];
      let [first, last]: (Box | undefined)[] = [];
      let x = axis;
      columns.forEach((column, i) => {
        const placed = column.place(x + column.left, top + turn);
        const between = x - lengths.betweenColumns / 2;
        if (last) marks.push(edgeUp(last, placed.first!, {between, top, ...texts[i - 1]}));
        marks.push(...placed.marks);
        first ??= placed.first;
        last = placed.last;
        x += column.left + column.right + lengths.betweenColumns;
      });
      return {marks, first, last};
    }
  };
}

/** The line from the end of a column to the beginning of the next: down, up *between* them, and down. */
function edgeUp(from: Box, to: Box, beside: EdgeText & {between: number; top: number}): Edge {
  const {between, top, ...text} = beside;
  const room = from.y + from.height;
  const [start, end] = [from, to].map(({x, width}) => x + width / 2);
  const points: Position[] = [
    {x: start, y: room},
    {x: start, y: room + turn},
    {x: between, y: room + turn},
    {x: between, y: top},
    {x: end, y: top},
    {x: end, y: to.y}
  ];
  return {type: "edge", from, to, points, bypass: false, room, ...text};
}

/** Returns where each of *count* runs of *heights* ends, so that the highest is as low as can be. */
function evenEnds(heights: readonly number[], count: number): number[] {
  const heightOf = (begin: number, end: number) =>
    sum(heights.slice(begin, end)) + lengths.gap * (end - begin - 1);
  const best = (begin: number, runs: number): {ends: number[]; height: number} => {
    if (runs === 1) return {ends: [heights.length], height: heightOf(begin, heights.length)};
    let least = {ends: [] as number[], height: Infinity};
    for (let end = begin + 1; end <= heights.length - runs + 1; ++end) {
      const rest = best(end, runs - 1);
      const height = Math.max(heightOf(begin, end), rest.height);
      if (height < least.height) least = {ends: [end, ...rest.ends], height};
    }
    return least;
  };
  return best(0, count).ends;
}
