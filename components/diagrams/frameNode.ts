import type {DiagramNode, FrameMark, Mark, Reach} from "./diagramNode.js";
import {enteringLetter, straightEdge} from "./edge.js";
import {lengths} from "./lengths.js";
import type {Part} from "./part.js";

/** Returns *piece* in the frame of a residual function, with room above for its letter. */
export function residualFrame(piece: DiagramNode): DiagramNode {
  const {letterRoom, padding} = lengths;
  const [left, right] = [piece.left + padding, piece.right + padding];
  const height = letterRoom + piece.height + padding;
  return {
    left,
    right,
    height,
    place: (axis, top) => {
      const {marks, ...ends} = piece.place(axis, top + letterRoom);
      return {
        marks: [frame("residual", {x: axis - left, y: top, width: left + right, height}, marks)],
        ...ends
      };
    }
  };
}

/** Returns an open group: *header*, which is its box, over what *body* is drawn as. */
export function groupFrame(header: DiagramNode, inner: DiagramNode, body: Part): DiagramNode {
  const {gap, padding} = lengths;
  const room = inner.height === 0 ? 0 : gap + inner.height + padding;
  const height = header.height + room;
  const letter = enteringLetter(body);
  const reaching = ({left, right}: Reach): DiagramNode => ({
    left,
    right,
    height,
    place: (axis, top) => {
      const x = axis - left;
      const width = left + right;
      const [y, below] = [top + header.height, top + header.height + gap];
      const head = header.stretch!.to({left, right}).place(x + width / 2, top);
      const placed = inner.place(axis, below);
      const line = placed.first
        ? [straightEdge(head.last!, placed.first, {x: axis, room: y, ...(letter && {letter})})]
        : [];
      const marks = [...head.marks, ...line, ...placed.marks];
      return {
        marks: [frame("group", {x, y: top, width, height}, marks)],
        first: head.first,
        last: placed.last ?? head.last
      };
    },
    stretch: {kind: "frame", to: reaching}
  });
  return reaching({
    left: Math.max(header.left, inner.left + padding),
    right: Math.max(header.right, inner.right + padding)
  });
}

function frame(
  kind: FrameMark["kind"],
  rect: Pick<FrameMark, "x" | "y" | "width" | "height">,
  marks: readonly Mark[]
): FrameMark {
  return {type: "frame", kind, ...rect, marks};
}
