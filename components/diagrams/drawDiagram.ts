import type {Edge, FrameMark, Mark} from "./diagramNode.js";
import {drawBox} from "./drawBox.js";
import {drawNote, letterText} from "./drawText.js";
import {textGap} from "./edge.js";
import type {DiagramLayout} from "./layout.js";
import {lengths} from "./lengths.js";
import {arrowPath, roundedPath} from "./roundedPath.js";
import {svgElement} from "./svgElement.js";

/** What a drawing is besides its layout. */
export interface DrawingOptions {
  /** The diagram in words. */
  label: string;
  /** "group" if there are buttons in it, else "img". */
  role: "img" | "group";
}

/** The smallest scale of a drawing; a wider one scrolls. */
const leastScale = 0.79;

/**
 * Returns a layout as SVG. Colours and typefaces come from the style sheet (style/figures.css), which an export writes
 * into the file; everything else is in the attributes.
 */
export function drawDiagram(
  {width, height, marks}: DiagramLayout,
  {label, role}: DrawingOptions
): SVGSVGElement {
  const element = svgElement(
    "svg",
    {width, height, viewBox: `0 0 ${width} ${height}`, role, "aria-label": label},
    ...marks.map((mark) => drawMark(mark))
  );
  element.style.minWidth = `${Math.floor(leastScale * width)}px`;
  return element;
}

function drawMark(mark: Mark): SVGElement {
  switch (mark.type) {
    case "box":
      return drawBox(mark);
    case "edge":
      return drawEdge(mark);
    case "note":
      return svgElement(
        "g",
        {class: "residual", "data-symbol": "x"},
        drawNote(mark.text, {...mark, anchor: "start"})
      );
    case "frame":
      return drawFrame(mark);
  }
}

function drawEdge({points, bypass, to, room, text, letter}: Edge): SVGElement {
  const [{x}] = points;
  const y = room + lengths.gap / 2 - 2;
  const arrow = to.kind === "fork" ? [] : [svgElement("path", {class: "arrow", d: arrowPath(points)})];
  return svgElement(
    "g",
    {class: bypass ? "edge residual" : "edge", "data-symbol": letter},
    svgElement("path", {
      ...{class: "line", d: roundedPath(points, bypass ? lengths.bypassRadius : lengths.radius)},
      "stroke-width": bypass ? 2 : 1.25
    }),
    ...arrow,
    ...(text === undefined ? [] : [drawNote(text, {x: x + textGap, y, anchor: "start"})]),
    ...(letter && !bypass ? [letterText(letter, {x: x - textGap, y, anchor: "end"})] : [])
  );
}

/** Letter and dashes mark a residual function too, so that colour is not the only sign. */
function drawFrame({kind, x, y, width, height, marks}: FrameMark): SVGElement {
  const inner = marks.map((mark) => drawMark(mark));
  if (kind === "group") {
    const rect = svgElement("rect", {class: "frame", x, y, width, height, rx: 6, "stroke-width": 1});
    return svgElement("g", {}, rect, ...inner);
  }
  const dashes = {"stroke-width": 1, "stroke-dasharray": "4 3", "fill-opacity": 0.06};
  return svgElement(
    "g",
    {class: "residual", "data-symbol": "F"},
    svgElement("rect", {class: "frame", x, y, width, height, rx: 8, ...dashes}),
    letterText("F", {x: x + 10, y: y + lengths.letterRoom / 2 + 1, anchor: "start"}),
    ...inner
  );
}
