import type {Position} from "../diagramNode.js";
import {drawNote} from "../drawText.js";
import {type IndexedLetter, indexedText} from "../indexedText.js";
import {lengths} from "../lengths.js";
import {arrowPath, roundedPath} from "../roundedPath.js";
import {svgElement} from "../svgElement.js";

/** What goes through the middle. */
export const axis = 139;

/** Left and right of it: the first, the second, those left out, the last. */
export const columns = [40, 106, 172, 238];
export const omitted = 2;

/** Middles of the rows, half of a box, and the radius of a sum. */
export const rows = {x: 10, fork: 30, split: 66, transform: 122, sumMark: 176, shortcutSum: 218, y: 254};
export const half = 14;
export const radius = lengths.sumSize / 2;

/** Returns a box for each column, with the *letters* of its index, and dots for those left out. */
export function boxes(y: number, letters: (index: string) => IndexedLetter[], last = "D"): SVGElement[] {
  return columns.map((x, i) => {
    if (i === omitted) return dots({x, y});
    const width = 52;
    const frame = {class: "outline", x: x - width / 2, y: y - half, width, height: 2 * half, rx: 4};
    const text = letters(indexOf(i, last));
    return svgElement(
      "g",
      {"data-symbol": text.length > 1 && text[0].symbol === "T" ? "T" : undefined},
      svgElement("rect", {...frame, "stroke-width": 1}),
      indexedText(text, {x, y})
    );
  });
}

/** Returns what a column is numbered: 1, 2, or the *last*. */
export function indexOf(column: number, last: string): string {
  return column > omitted ? last : String(column + 1);
}

/** Returns lines from a fork on the axis into the boxes of a row. */
export function forks(fork: number, row: number): SVGElement[] {
  const lines = drawn().map((x) => edge([point(axis, fork), point(x, fork), point(x, row - half)]));
  return [...lines, svgElement("circle", {class: "fork", cx: axis, cy: fork, r: 2})];
}

/** Returns the lines from the boxes of a row to those of another. */
export function straight(from: number, to: number): SVGElement[] {
  return drawn().map((x) => edge([point(x, from + half), point(x, to - half)]));
}

/** Returns lines from the transformations into the sum's sides. */
export function joins(): SVGElement[] {
  return drawn().map((x) => {
    const side = x < axis ? axis - radius : axis + radius;
    return edge([point(x, rows.transform + half), point(x, rows.sumMark), point(side, rows.sumMark)]);
  });
}

function drawn(): number[] {
  return columns.filter((_, i) => i !== omitted);
}

/** Returns a circle around a plus. */
export function sumCircle(y: number, name = "sum"): SVGElement {
  return svgElement(
    "g",
    {class: name, "stroke-width": 1.5},
    svgElement("circle", {class: "outline", cx: axis, cy: y, r: radius}),
    svgElement("path", {class: "line", d: `M${axis - 5},${y}h10M${axis},${y - 5}v10`})
  );
}

/** Returns the line from a sum to y. */
export function output(sumY: number): SVGElement[] {
  return [edge([point(axis, sumY + radius), point(axis, rows.y - 10)]), letterY()];
}

/** Returns a line through *points*. */
export function edge(points: Position[], arrow = true): SVGElement {
  return svgElement(
    "g",
    {class: "edge"},
    svgElement("path", {class: "line", d: roundedPath(points, lengths.radius), "stroke-width": 1.25}),
    ...(arrow ? [svgElement("path", {class: "arrow", d: arrowPath(points)})] : [])
  );
}

/** Returns the input's letter. */
export function letterX(at: Position): SVGElement {
  return indexedText([{letter: "x", symbol: "x"}], at);
}

/** Returns the output's letter, at the bottom. */
export function letterY(): SVGElement {
  return indexedText([{letter: "y"}], {x: axis, y: rows.y});
}

/** Returns what stands for the columns left out. */
export function dots(at: Position): SVGElement {
  return drawNote("⋯", at);
}

/** Returns a point. */
export function point(x: number, y: number): Position {
  return {x, y};
}
