import {textWidth} from "../charts/textWidth.js";
import {volumeText} from "../network/shapes.js";
import type {Box, Edge, Letter, Reach, Saying} from "./diagramNode.js";
import {lengths} from "./lengths.js";
import {changesVolume, isResidual, type Part} from "./part.js";

/** The text beside a line. */
export type EdgeText = Pick<Edge, "text" | "letter">;

/** The gap between a line and the text beside it. */
export const textGap = 8;

/** Returns the text beside the line from *before* to *after*. */
export function textBetween(before: Part, after: Part, saying: Saying): EdgeText {
  const letter = letterBetween(before, after);
  const text = leavingText(before, saying);
  return {...(text !== undefined && {text}), ...(letter && {letter})};
}

/** Returns the volume on the line that leaves *part*. The box of a group says it already. */
export function leavingText(part: Part, {volumes}: Saying): string | undefined {
  const last = part.type === "stack" ? part.parts.at(-1)! : part;
  if (last.type === "more" || last.type === "group") return undefined;
  return volumes === "all" || last.type === "terminal" || changesVolume(last)
    ? volumeText(part.output)
    : undefined;
}

/** Returns how far the text reaches from a line to the left and to the right. */
export function textReach({text, letter}: EdgeText): Reach {
  return {
    left: letter ? textGap + textWidth("H(x)", lengths.titleSize) : 0,
    right: text ? textGap + textWidth(text, lengths.noteSize) : 0
  };
}

/** Returns the line straight down from one box to the next. */
export function straightEdge(from: Box, to: Box, beside: EdgeText & {x: number; room: number}): Edge {
  const {x, ...text} = beside;
  const points = [
    {x, y: from.y + from.height},
    {x, y: to.y}
  ];
  return {type: "edge", from, to, points, bypass: false, ...text};
}

/** Returns the letter of the line that enters *part*: x enters a sum of a residual function and a shortcut. */
export function enteringLetter(part: Part): Letter | undefined {
  const first = part.type === "stack" ? part.parts.at(0) : part;
  return first && isResidual(first) ? "x" : undefined;
}

/** H(x) leaves such a sum. */
function letterBetween(before: Part, after: Part): Letter | undefined {
  if (isResidual(lastOf(before))) return "H";
  return before.type === "terminal" && after.type !== "group" ? "x" : enteringLetter(after);
}

/** What a line out of *part* comes from: the last box inside it. */
function lastOf(part: Part): Part {
  const inner = part.type === "group" ? part.body : part.type === "stack" ? part.parts.at(-1) : undefined;
  return inner ? lastOf(inner) : part;
}
