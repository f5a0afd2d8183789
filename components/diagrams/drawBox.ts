import {pileHeight} from "./boxNode.js";
import type {Box, Letter, Rect} from "./diagramNode.js";
import {drawNote, titleText} from "./drawText.js";
import {lengths} from "./lengths.js";
import {type GroupPart, isResidual, type Part} from "./part.js";
import {type Attributes, svgElement} from "./svgElement.js";

/** Returns a box with its text. A group's box is a button, named by its text. */
export function drawBox(box: Box): SVGElement {
  const {kind, part} = box;
  if (kind === "fork")
    return svgElement("circle", {class: joinClass("fork", part), cx: box.x, cy: box.y, r: 2});
  if (kind === "sum") return drawSum(box);
  if (part.type === "group") return drawGroup(box, part);
  const letter = letterOf(part);
  const frame = kind === "terminal" ? [] : [outline(box, kind === "more" ? {"stroke-dasharray": "3 3"} : {})];
  const name = letter === "W" ? "layer weighted" : kind;
  return svgElement(
    "g",
    {class: name, "data-symbol": letter, "data-part": nameOf(part)},
    ...frame,
    ...centred(box)
  );
}

/** A circle around a plus. */
function drawSum({x, y, width, part}: Box): SVGElement {
  const [radius, arm] = [width / 2, width / 4];
  const [cx, cy] = [x + radius, y + radius];
  return svgElement(
    "g",
    {class: joinClass("sum", part), "stroke-width": 1.5},
    svgElement("circle", {class: "outline", cx, cy, r: radius}),
    svgElement("path", {class: "line", d: `M${cx - arm},${cy}h${2 * arm}M${cx},${cy - arm}v${2 * arm}`})
  );
}

function drawGroup(box: Box, part: GroupPart): SVGElement {
  const open = part.body !== undefined;
  const left = box.x + lengths.boxPadding;
  const {lines} = box;
  const [title, ...notes] = lines;
  const [middle, ...middles] = lineMiddles(box);
  return svgElement(
    "g",
    {
      ...{class: "group", role: "button", tabindex: 0, "data-key": part.key, "data-part": nameOf(part)},
      // What is seen begins what is heard (WCAG 2.2, 2.5.3).
      ...{"aria-expanded": String(open), "aria-label": lines.join(" ")}
    },
    ...cards(box),
    svgElement("path", {class: "opener", d: openerPath(left + 3, middle, open), "stroke-width": 1.5}),
    titleText(title, {x: left + lengths.openerRoom, y: middle, anchor: "start"}),
    ...notes.flatMap((text, i) => [
      " ",
      drawNote(text, {x: left + lengths.openerRoom, y: middles[i], anchor: "start"})
    ])
  );
}

/** The outline of a group's box, over those of the cards below it. */
function cards(box: Box): SVGElement[] {
  const pile = pileHeight(box.part);
  const below = pile === 0 ? [] : [2, 1];
  return [...below, 0].map((i) => {
    const inset = i * lengths.cardStep;
    const rect = {...box, x: box.x + inset, width: box.width - 2 * inset, height: box.height - pile + inset};
    return outline(rect, {rx: 6});
  });
}

function openerPath(x: number, y: number, open: boolean): string {
  return open ? `M${x - 2},${y - 2}l4,4l4,-4` : `M${x},${y - 4}l4,4l-4,4`;
}

function outline({x, y, width, height}: Rect, attributes: Attributes = {}): SVGElement {
  return svgElement("rect", {class: "outline", x, y, width, height, rx: 4, "stroke-width": 1, ...attributes});
}

function centred(box: Box): SVGElement[] {
  const x = box.x + box.width / 2;
  const middles = lineMiddles(box);
  return box.lines.map((text, i) =>
    (i === 0 && box.kind !== "terminal" ? titleText : drawNote)(text, {x, y: middles[i]})
  );
}

function lineMiddles({kind, y, lines}: Box): number[] {
  const {titleHeight, noteHeight} = lengths;
  if (kind === "terminal") return [y + noteHeight / 2];
  return lines.map((_, i) => y + (i === 0 ? titleHeight / 2 : titleHeight - 4 + (i - 0.5) * noteHeight));
}

/** The name of a layer or a group, by which what is said elsewhere about it finds its box. */
function nameOf(part: Part): string | undefined {
  return part.type === "layer" || part.type === "group" ? part.name || undefined : undefined;
}

/** In formulas W is a layer's weights, and λ scales a shortcut. */
function letterOf(part: Part): Letter | undefined {
  if (part.type !== "layer") return undefined;
  const {type} = part.leaf;
  return type === "conv" || type === "dense" ? "W" : type === "scale" ? "lambda" : undefined;
}

function joinClass(name: string, part: Part): string {
  return isResidual(part) ? `${name} residual` : name;
}
