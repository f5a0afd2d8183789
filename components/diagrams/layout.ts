import {boxNode} from "./boxNode.js";
import {columnsNode} from "./columnsNode.js";
import type {DiagramNode, Mark, Saying} from "./diagramNode.js";
import {groupFrame} from "./frameNode.js";
import {joinNode} from "./joinNode.js";
import {foldPart, type Part, type PartAlgebra} from "./part.js";
import {stackNode} from "./stackNode.js";

/** A diagram as boxes and lines in their places: plain data, from the left upper corner. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** Room for lines at the border, and for the ring around a focused box. */
const margin = 4;

/**
 * Returns *part* laid out from top to bottom, or, if **room** is told, in columns that have so much, where one would be high. It
 * measures nothing, so that the layout is the same everywhere.
 */
export function layout(part: Part, saying: Saying, {room}: {room?: number} = {}): DiagramLayout {
  const algebra = pieces(saying);
  const piece =
    room !== undefined && part.type === "stack"
      ? columnsNode(
          part.parts.map((one) => foldPart(one, algebra)),
          part,
          {saying, room: room - 2 * margin}
        )
      : foldPart(part, algebra);
  return {
    width: Math.ceil(piece.left + piece.right + 2 * margin),
    height: Math.ceil(piece.height + 2 * margin),
    marks: piece.place(piece.left + margin, margin).marks
  };
}

function pieces(saying: Saying): PartAlgebra<DiagramNode> {
  return {
    leaf: (part) => boxNode(part, saying),
    stack: (parts, part) => stackNode(parts, part, saying),
    join: (branches, part) => joinNode(branches, part, saying),
    group: (inner, part) => {
      const box = boxNode(part, saying);
      return inner && part.body ? groupFrame(box, inner, part.body) : box;
    }
  };
}

/** Returns all of *marks*, those in frames too, in the order of a forward pass. */
export function allMarks(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => (mark.type === "frame" ? [mark, ...allMarks(mark.marks)] : [mark]));
}
