import {textWidth} from "../../charts/textWidth.js";
import type {Position} from "../diagramNode.js";
import {drawNote} from "../drawText.js";
import {lengths} from "../lengths.js";
import {arrowPath, roundedPath} from "../roundedPath.js";
import {svgElement} from "../svgElement.js";
import {blockHeights, type Column, type UnravelLayout} from "./unravelLayout.js";

/** What a part is for screen readers, if it can be pressed. */
const button = (label: string) =>
  ({role: "button", tabindex: 0, "aria-pressed": "false", "aria-label": label}) as const;

/**
 * Returns the blocks in a row: the residual functions on the line, the shortcuts over them, and sums. What is pressed has
 * `data-crossing` or `data-shortcut`, the place of its block; `trunk` is the class of what all paths share.
 */
export function drawBlocks({columns, begin, end, line}: UnravelLayout): SVGElement {
  const ends = [begin, ...columns.flatMap((column) => [column.begin, column.sum + blockHeights.sum]), end];
  const pieces = ends.flatMap((x, i) => (i % 2 === 0 ? [level(x, ends[i + 1])] : []));
  return svgElement(
    "g",
    {class: "blocks", transform: `translate(0,${line})`},
    svgElement(
      "g",
      {class: "edge trunk"},
      ...pieces.map((piece) => drawLine(piece)),
      svgElement("path", {class: "arrow", d: arrowPath(pieces.at(-1)!)})
    ),
    drawNote("input", {x: begin - 8, y: 0, anchor: "end"}),
    drawNote("output", {x: end + 8, y: 0, anchor: "start"}),
    ...columns.map(drawBlock)
  );
}

function drawBlock(column: Column, i: number): SVGElement {
  const {begin, box, sum, shortcut} = column;
  const radius = blockHeights.sum;
  const note = blockNote(column);
  return svgElement(
    "g",
    {},
    ...(shortcut ? [drawShortcut(column, i)] : []),
    drawCrossing(column, i),
    ...(shortcut ? [svgElement("circle", {class: "fork", cx: begin, cy: 0, r: 2})] : []),
    svgElement(
      "g",
      {class: "sum trunk", "stroke-width": 1.5},
      ...(shortcut
        ? [
            svgElement("circle", {class: "outline", cx: sum, cy: 0, r: radius}),
            svgElement("path", {class: "line", d: `M${sum - 4},0h8M${sum},-4v8`})
          ]
        : [drawLine(level(sum - radius, sum + radius))])
    ),
    ...(note ? [drawNote(note, {x: box.x + box.width / 2, y: blockHeights.name})] : [])
  );
}

/** What stands below a block: its name, and how many branches it has if there are several, as far as there is room. */
function blockNote({begin, end, name, branches}: Column): string | undefined {
  const times = branches > 1n ? [`× ${branches}`] : [];
  const notes = [[name, ...times].join(" ").trim(), ...times];
  return notes.find((note) => textWidth(note, lengths.noteSize) < end - begin);
}

/** A residual function with the lines that enter and leave it. */
function drawCrossing({begin, box, sum, shortcut, branches}: Column, i: number): SVGElement {
  const several = branches > 1n ? `, ${branches.toLocaleString("en")} transformations` : "";
  const {box: height, sum: radius} = blockHeights;
  const leaving = level(box.x + box.width, sum - radius);
  return svgElement(
    "g",
    {
      ...{class: "residual crossing", "data-symbol": "F", "data-crossing": i},
      ...(shortcut && button(`F${i + 1}, residual function of block ${i + 1}${several}`))
    },
    drawLine(level(begin, box.x)),
    drawLine(leaving),
    ...(shortcut ? [svgElement("path", {class: "arrow", d: arrowPath(leaving)})] : []),
    drawBlockBox(box, height),
    numberedF(i + 1, box.x + box.width / 2)
  );
}

/** The arc over a residual function, with room to press it. */
function drawShortcut({begin, sum}: Column, i: number): SVGElement {
  const points = arc(begin, sum, {height: blockHeights.arc, end: -blockHeights.sum});
  const d = roundedPath(points, lengths.bypassRadius);
  return svgElement(
    "g",
    {
      ...{class: "edge shortcut", "data-symbol": "x", "data-shortcut": i},
      ...button(`shortcut of block ${i + 1}`)
    },
    svgElement("path", {d, fill: "none", stroke: "none", "stroke-width": 16, "pointer-events": "stroke"}),
    svgElement("path", {class: "line", d, "stroke-width": 1.5}),
    svgElement("path", {class: "arrow", d: arrowPath(points)})
  );
}

/** Returns a box on the line, of a *height*. */
export function drawBlockBox({x, width}: Column["box"], height: number): SVGElement {
  const rounded = Math.min(6, height / 4);
  return svgElement("rect", {
    ...{class: "frame", x, y: -height / 2, width, height, rx: rounded, "stroke-width": 1}
  });
}

/** Returns F with the number of its block, as formulas write it. */
export function numberedF(number: number, x: number, size = lengths.titleSize + 1): SVGElement {
  return svgElement(
    "text",
    {class: "letter", x, y: 0.33 * size, "text-anchor": "middle", "font-size": size},
    svgElement("tspan", {"font-style": "italic"}, "F"),
    svgElement("tspan", {"font-size": 0.7 * size, dy: 0.2 * size}, String(number))
  );
}

/** Returns the corners of a line that leads over something of a **height** and comes down at **end**. */
export function arc(from: number, to: number, {height, end = 0}: {height: number; end?: number}): Position[] {
  return [
    {x: from, y: 0},
    {x: from, y: -height},
    {x: to, y: -height},
    {x: to, y: end}
  ];
}

/** Returns the ends of a line along the drawing. */
export function level(from: number, to: number): Position[] {
  return [
    {x: from, y: 0},
    {x: to, y: 0}
  ];
}

function drawLine(points: readonly Position[]): SVGElement {
  return svgElement("path", {class: "line", d: roundedPath(points, 0), "stroke-width": 1.25});
}
