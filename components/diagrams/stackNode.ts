import {sum} from "d3-array";
import type {Box, DiagramNode, Mark, Reach, Saying} from "./diagramNode.js";
import {straightEdge, textBetween, textReach} from "./edge.js";
import {lengths} from "./lengths.js";
import type {StackPart} from "./part.js";

/** Returns *pieces* one below the other on one axis, boxes among them equally wide, and the lines between them. */
export function stackNode(pieces: DiagramNode[], {parts}: StackPart, saying: Saying): DiagramNode {
  const column = equallyWide(pieces);
  const texts = parts.slice(1).map((part, i) => textBetween(parts[i], part, saying));
  const heights = column.map(({height}) => height);
  return {
    ...outermost([...column, ...texts.map(textReach)]),
    height: sum(heights) + lengths.gap * Math.max(0, column.length - 1),
    place: (axis, top) => {
      const marks: Mark[] = [];
      let [first, last]: (Box | undefined)[] = [];
      let y = top;
      column.forEach((piece, i) => {
        const placed = piece.place(axis, y);
        if (last)
          marks.push(straightEdge(last, placed.first!, {x: axis, room: y - lengths.gap, ...texts[i - 1]}));
        marks.push(...placed.marks);
        first ??= placed.first;
        last = placed.last;
        y += piece.height + lengths.gap;
      });
      return {marks, first, last};
    }
  };
}

function equallyWide(pieces: DiagramNode[]): DiagramNode[] {
  const reachOf = (kind: string) => outermost(pieces.filter(({stretch}) => stretch?.kind === kind));
  return pieces.map((piece) => piece.stretch?.to(reachOf(piece.stretch.kind)) ?? piece);
}

function outermost(reaches: Reach[]): Reach {
  return {
    left: Math.max(0, ...reaches.map(({left}) => left)),
    right: Math.max(0, ...reaches.map(({right}) => right))
  };
}
