import {textWidth} from "../charts/textWidth.js";
import {volumeText} from "../network/shapes.js";
import {costTexts} from "./costText.js";
import type {Box, DiagramNode, Saying} from "./diagramNode.js";
import {layerText} from "./layerText.js";
import {lengths} from "./lengths.js";
import {
  changesVolume,
  type GroupPart,
  type LeafPart,
  type MorePart,
  type Part,
  type TerminalPart
} from "./part.js";

/** Returns the box of a part without branches, as wide as its text. */
export function boxNode(part: LeafPart | TerminalPart | MorePart | GroupPart, saying: Saying): DiagramNode {
  const lines = linesOf(part, saying);
  if (part.type === "terminal")
    return piece({kind: part.type, lines, part}, textWidth(lines[0], lengths.noteSize));
  const least = part.type === "more" ? 0 : lengths.minBoxWidth;
  return piece({kind: part.type, lines, part}, Math.max(least, boxWidth(lines, part)));
}

function piece(box: Pick<Box, "kind" | "lines" | "part">, width: number): DiagramNode {
  const height = boxHeight(box);
  return {
    left: width / 2,
    right: width / 2,
    height,
    place: (axis, top) => {
      const placed: Box = {type: "box", ...box, x: axis - width / 2, y: top, width, height};
      return {marks: [placed], first: placed, last: placed};
    },
    ...(box.kind !== "terminal" && {
      stretch: {kind: "box", to: ({left, right}) => piece(box, Math.max(width, left + right))}
    })
  };
}

/** What a box says: its title first. */
function linesOf(part: LeafPart | TerminalPart | MorePart | GroupPart, {details}: Saying): string[] {
  switch (part.type) {
    case "layer":
      return [layerText(part.leaf), ...(details ? costTexts(part.cost) : [])];
    case "terminal":
      return [part.end];
    case "more":
      return ["⋯", `${part.count} more`, `${part.total} in all`];
    case "group": {
      const title = part.content === "" ? part.title : `${part.title} · ${part.content}`;
      const volumes = [...(changesVolume(part) ? [volumeText(part.input)] : []), volumeText(part.output)];
      return [title, volumes.join(" → "), ...(details ? costTexts(part.cost) : [])];
    }
  }
}

function boxWidth([title, ...notes]: string[], {type}: {type: string}): number {
  const text = Math.max(
    textWidth(title, lengths.titleSize),
    ...notes.map((note) => textWidth(note, lengths.noteSize))
  );
  return text + 2 * lengths.boxPadding + (type === "group" ? lengths.openerRoom : 0);
}

function boxHeight({kind, lines, part}: Pick<Box, "kind" | "lines" | "part">): number {
  if (kind === "terminal") return lengths.noteHeight;
  return lengths.titleHeight + (lines.length - 1) * lengths.noteHeight + pileHeight(part);
}

/** Returns how far the cards under a folded row of equal blocks reach below its box; 0 for all else. */
export function pileHeight(part: Part): number {
  return part.type === "group" && part.repeats > 1 && !part.body ? 2 * lengths.cardStep : 0;
}
