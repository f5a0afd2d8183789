import type {Letter, Position} from "./diagramNode.js";
import {lengths} from "./lengths.js";
import {svgElement} from "./svgElement.js";

/** Where a text stands. */
interface TextOptions extends Position {
  /** Which of its points *x* is. Defaults to its middle. */
  anchor?: "start" | "middle" | "end";
}

/** From the middle of a line of text down to its baseline, in ems. */
const baseline = 0.35;

/** Returns the title of a box; *y* is its middle. */
export function titleText(text: string, at: TextOptions): SVGElement {
  return textElement(text, {...at, size: lengths.titleSize, name: "title"});
}

/** Returns a smaller text, such as a volume beside a line. */
export function drawNote(text: string, at: TextOptions): SVGElement {
  return textElement(text, {...at, size: lengths.noteSize, name: "minor"});
}

/** Returns a letter of a formula, as formulas write it. */
export function letterText(letter: Letter, at: TextOptions): SVGElement {
  const text = letter === "x" ? "x" : `${letter}(x)`;
  const element = textElement(text, {...at, size: lengths.titleSize + 1, name: "letter"});
  element.setAttribute("font-style", "italic");
  return element;
}

function textElement(
  text: string,
  {x, y, anchor = "middle", size, name}: TextOptions & {size: number; name: string}
): SVGElement {
  const place = {x, y: Math.round(10 * (y + baseline * size)) / 10};
  return svgElement("text", {class: name, ...place, "text-anchor": anchor, "font-size": size}, text);
}
