import {textWidth} from "../charts/textWidth.js";
import {branchMarks} from "./branchMarks.js";
import type {Box, DiagramNode, Rect, Saying} from "./diagramNode.js";
import {leavingText, textGap} from "./edge.js";
import {residualFrame} from "./frameNode.js";
import {lengths} from "./lengths.js";
import {type Branch, isBare, isResidual, type JoinPart} from "./part.js";

/** A branch beside the others; *x* is from the join's axis to its own. */
interface Column extends Branch {
  readonly piece: DiagramNode;
  readonly x: number;
  /** The volume on the line that leaves it. */
  readonly text?: string;
}

/** Returns branches side by side, the lines that fork to them, and the sum or the bar in which they meet. */
export function joinNode(pieces: DiagramNode[], part: JoinPart, saying: Saying): DiagramNode {
  const columns = columnsOf(pieces, part, saying);
  const join = joinRect(columns, part);
  const inner = Math.max(...columns.map(({piece}) => piece.height));
  const bottom = lengths.forkGap + inner + lengths.gap;
  return {
    left: Math.max(-join.x, ...columns.map(({piece, x}) => piece.left - x)),
    right: Math.max(join.x + join.width, ...columns.map(({piece, x}) => piece.right + x)),
    height: bottom + join.height,
    place: (axis, top) => {
      const fork: Box = {type: "box", kind: "fork", lines: [], part, x: axis, y: top, width: 0, height: 0};
      const end: Box = {
        ...{type: "box", kind: part.how, lines: part.how === "concat" ? ["concat"] : [], part},
        ...{x: axis + join.x, y: top + bottom, width: join.width, height: join.height}
      };
      const marks = columns.flatMap((column) => {
        const {piece, bypass, text} = column;
        const x = axis + column.x;
        const start = top + lengths.forkGap + (bypass ? (inner - piece.height) / 2 : 0);
        const room = start + piece.height;
        return branchMarks(piece.place(x, start), {fork, end, x, room, bypass, ...(text && {text})});
      });
      return {marks: [fork, ...marks, end], first: fork, last: end};
    }
  };
}

function columnsOf(pieces: DiagramNode[], part: JoinPart, saying: Saying): Column[] {
  const all = part.branches.map((branch, i) => {
    const text = branch.bypass ? undefined : leavingText(branch.part, saying);
    return {...branch, piece: isBare(branch.part) ? identityLine : withRoom(pieces[i], text), x: 0, text};
  });
  const main = beside(all.filter(({bypass}) => !bypass));
  const around = all.filter(({bypass}) => bypass);
  if (isResidual(part) && main.length === 1) main[0] = {...main[0], piece: residualFrame(main[0].piece)};
  if (main.length === 0) return beside(around);
  let edge = Math.max(...main.map(({x, piece}) => x + piece.right));
  return [
    ...main,
    ...around.map((column) => {
      const x = edge + lengths.bypassGap + column.piece.left;
      edge = x + column.piece.right;
      return {...column, x};
    })
  ];
}

/** Places columns left to right around an axis: the middle one's, or the middle between two. */
function beside(columns: Column[]): Column[] {
  let right = 0;
  const placed = columns.map((column) => {
    const x = right + column.piece.left;
    right = x + column.piece.right + lengths.columnGap;
    return {...column, x};
  });
  const [low, high] = [Math.floor, Math.ceil].map(
    (round) => placed.at(round((placed.length - 1) / 2))?.x ?? 0
  );
  return placed.map((column) => ({...column, x: column.x - (low + high) / 2}));
}

/** A line without boxes, and its name. */
const identityLine: DiagramNode = {
  left: 0,
  right: textGap + textWidth("identity", lengths.noteSize),
  height: 0,
  place: (x, y) => ({marks: [{type: "note", text: "identity", x: x + textGap, y}]})
};

/** Returns *piece* with room for the text beside the line that leaves it. */
function withRoom(piece: DiagramNode, text = ""): DiagramNode {
  return {...piece, right: Math.max(piece.right, textGap + textWidth(text, lengths.noteSize))};
}

/** A circle, or a bar under all branches. */
function joinRect(columns: Column[], {how}: JoinPart): Rect {
  const {sumSize, titleHeight, minBoxWidth} = lengths;
  if (how === "sum") return {x: -sumSize / 2, y: 0, width: sumSize, height: sumSize};
  const xs = columns.map(({x}) => x);
  const [low, high] = [Math.min(...xs) - minBoxWidth / 2, Math.max(...xs) + minBoxWidth / 2];
  return {x: low, y: 0, width: high - low, height: titleHeight};
}
