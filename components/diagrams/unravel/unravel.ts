import {html} from "htl";
import type {Expression} from "../../network/expression.js";
import {type Crossing, crossings} from "../crossings.js";
import {svgElement} from "../svgElement.js";
import {pathNumbers, pathTotals} from "./pathNumbers.js";
import {drawBlocks} from "./unravelDrawing.js";
import {moveFocus} from "./unravelFocus.js";
import {type UnravelLayout, unravelLayout} from "./unravelLayout.js";
import {type Path, pathsAlong, pathWords} from "./unravelPaths.js";
import {drawRows, pathKey} from "./unravelRows.js";

/** Options of unravel. */
export interface UnravelOptions {
  /** The drawing's accessible name. Defaults to "residual network". */
  label?: string;
  /** The path that is lit at first: for each block whether its residual function is crossed. Defaults to none. */
  path?: Path | null;
  /** Whether the paths are folded into the blocks at first. Defaults to false. */
  ravelled?: boolean;
  /** Of the bars that stand for paths that are too many to draw, in pixels, 200 at least. Defaults to 640. */
  width?: number;
}

/** The drawing; its value is the lit path, or null, and it emits "input" when that changes. */
export type Unravelled = HTMLElement & {value: Path | null};

/** More blocks than this have too many paths to draw. */
export const mostDrawn = 6;

/** The smallest scale of the drawing; a wider one scrolls. */
const leastScale = 0.7;

/**
 * Returns *expression* drawn twice: as its blocks in a row, and as all paths from its input to its output, each on its own
 * line. Pressing a path lights it in both; pressing a residual function or a shortcut changes the lit path there. A button
 * folds the paths into the blocks, and out again. Where residual functions are aggregates of C parallel transformations, as
 * in ResNeXt, each line stands for the Cᵏ paths that cross the same k of them.
 *
 * Of more than 6 blocks, or where residual functions are not on one chain, paths are counted and not drawn.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), Fig. 1.
 */
export function unravel(expression: Expression, options: UnravelOptions = {}): Unravelled {
  const {label = "residual network", path = null, ravelled = false, width = 640} = options;
  const chain = crossings(expression);
  if (!chain || chain.length > mostDrawn)
    return Object.assign(pathNumbers(expression, {label, width}), {value: null});

  const drawing = unravelLayout(chain, width);
  const paths = new Map(drawing.rows.map((row) => [pathKey(row.path), row.path]));
  const svg = drawUnravelled(drawing, label);
  const live = html`<p class="status" role="status"></p>`;
  const root: HTMLElement = html`<div class="diagram unravel" data-ravelled=${ravelled}>
    <div class="diagram-scroll">${svg}</div>
    ${live}${pathTotals(expression)}
    <div class="controls">${foldButton(ravelled, () => root.toggleAttribute("data-ravelled"))}</div>
  </div>`;

  const hint = paths.size > 1 ? "Press a path, a residual function or a shortcut." : "Press the path.";
  let lit: Path | null = null;
  function light(path: Path | null): void {
    lit = (path && paths.get(pathKey(path))) ?? null;
    lightParts(svg, lit);
    live.textContent = lit ? `${capital(pathWords(lit, pathsAlong(lit, chain!)))}.` : hint;
  }
  function choose(path: Path | null): void {
    light(path);
    root.dispatchEvent(new Event("input", {bubbles: true}));
  }
  function press({target}: Event): boolean {
    const part = (target as Element).closest<SVGElement>("[aria-pressed]");
    if (part) choose(chosenBy(part.dataset, {lit, paths, chain: chain!}));
    return part !== null;
  }

  svg.onclick = press;
  svg.onkeydown = (event) => {
    const isPressed = (event.key === "Enter" || event.key === " ") && press(event);
    if (isPressed || moveFocus(svg.querySelectorAll<SVGElement>(".path"), event)) event.preventDefault(); // or the page scrolls
  };
  root.onkeydown = ({key}) => {
    if (key === "Escape" && lit) choose(null);
  };
  light(path);
  return Object.defineProperty(root, "value", {get: () => lit, set: light}) as Unravelled;
}

function drawUnravelled(drawing: UnravelLayout, label: string): SVGSVGElement {
  const {width, height} = drawing;
  const svg = svgElement(
    "svg",
    {
      ...{width, height, viewBox: `0 0 ${width} ${height}`, role: "group"},
      "aria-label": `${label}: its blocks in a row, and below them its paths`
    },
    drawBlocks(drawing),
    drawRows(drawing)
  );
  svg.style.minWidth = `${Math.floor(leastScale * width)}px`;
  return svg;
}

/** Returns the path to light when a part of the drawing is pressed: itself, or the lit one with another choice there. */
function chosenBy(
  {path, crossing, shortcut}: DOMStringMap,
  {lit, paths, chain}: {lit: Path | null; paths: ReadonlyMap<string, Path>; chain: readonly Crossing[]}
): Path | null {
  if (path !== undefined) return lit && pathKey(lit) === path ? null : paths.get(path)!;
  const place = Number(crossing ?? shortcut);
  if (lit) return lit.map((crosses, i) => (i === place ? !crosses : crosses));
  return chain.map((one, i) => !one.shortcut || (i === place && crossing !== undefined));
}

function lightParts(svg: SVGSVGElement, lit: Path | null): void {
  for (const part of svg.querySelectorAll<SVGElement>(".path, .crossing, .shortcut, .trunk")) {
    const isLit = lit !== null && crosses(part, lit);
    part.classList.toggle("lit", isLit);
    if (part.hasAttribute("aria-pressed")) part.setAttribute("aria-pressed", String(isLit));
  }
}

/** Whether *part* of the drawing is on *path*; all paths share the rest. */
function crosses({dataset}: SVGElement, path: Path): boolean {
  if (dataset.path !== undefined) return dataset.path === pathKey(path);
  if (dataset.crossing !== undefined) return path[Number(dataset.crossing)];
  if (dataset.shortcut !== undefined) return !path[Number(dataset.shortcut)];
  return true;
}

/** A button that says what it will do next. */
function foldButton(ravelled: boolean, toggle: () => boolean): HTMLElement {
  const textOf = (folded: boolean) => (folded ? "Unravel" : "Ravel");
  const button = html`<button type="button">${textOf(ravelled)}</button>`;
  button.onclick = () => {
    button.textContent = textOf(toggle());
  };
  return button;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
