import {html} from "htl";
import {cost} from "../network/cost.js";
import type {Expression} from "../network/expression.js";
import {outputShape, type Volume, volumeText} from "../network/shapes.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {costTexts} from "./costText.js";
import type {Saying} from "./diagramNode.js";
import {drawDiagram} from "./drawDiagram.js";
import {layout} from "./layout.js";
import {partsOf, type View} from "./partsOf.js";
import {spokenText} from "./spokenText.js";

/** Options of every diagram. */
export interface DiagramOptions {
  /** The diagram's accessible name. */
  label?: string;
  /** Whether boxes say their parameters and multiply–adds at first; a switch below the diagram changes it. Defaults to false. */
  details?: boolean;
  /** Where volumes stand: on all lines, or where they change. */
  volumes?: Saying["volumes"];
  /**
   * Most branches to draw side by side, at least 4; of more, it draws the first two and the last, and on a phone the first.
   * Defaults to 4.
   */
  branches?: number;
}

/**
 * Returns the diagram of *expression*, with its totals below. **isOpen** says which groups are open at first; without it
 * there are no groups to fold. The drawing is the one `svg` in it, which svgFile of charts/exportFigure.ts exports.
 */
export function diagram(
  expression: Expression,
  input: Volume,
  {
    label = "diagram",
    details = false,
    volumes = "all",
    branches = 4,
    facts = [],
    isOpen
  }: DiagramOptions & Pick<View, "isOpen"> & {facts?: readonly string[]}
): HTMLElement {
  const changed = new Set<string>(); // groups that are no longer as they were at first
  const viewOf = (most: number): View => ({
    branches: most,
    ...(isOpen && {isOpen: (group) => isOpen(group) !== changed.has(group.key)})
  });
  let room = likelyWidth(widest);
  const scroll = html`<div class="diagram-scroll" tabindex="0" role="region" aria-label=${label}></div>`;
  const drawn = (most: number) => {
    const part = partsOf(expression, input, viewOf(most));
    return {part, drawing: layout(part, {details, volumes}, isOpen && {room})};
  };
  const redraw = () => {
    const whole = drawn(Math.max(branches, 4));
    const {part, drawing} = fittingScale * whole.drawing.width > room ? drawn(2) : whole;
    const words = `${label}: ${spokenText(part, {details})}`;
    scroll.replaceChildren(drawDiagram(drawing, {label: words, role: isOpen ? "group" : "img"}));
  };
  const toggle = (key: string) => {
    if (!changed.delete(key)) changed.add(key);
    redraw();
    scroll.querySelector<SVGElement>(`[data-key="${key}"]`)?.focus();
  };
  scroll.onclick = (event) => toggleAt(event, toggle);
  scroll.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") toggleAt(event, toggle);
  };
  redraw();
  fitted(scroll, (width) => ((room = width), redraw()), {most: widest});
  return html`<div class="diagram">
    ${scroll}
    <p class="diagram-totals">${totals(expression, input, facts)}</p>
    ${detailsSwitch(details, (chosen) => {
      details = chosen;
      redraw();
    })}
  </div>`;
}

/** A diagram takes no more room than this, in pixels. */
const widest = 768;

/** A drawing that would have to be smaller than this to fit its place leaves out branches. */
const fittingScale = 0.95;

function toggleAt(event: Event, toggle: (key: string) => void): void {
  const key = (event.target as Element).closest("[data-key]")?.getAttribute("data-key");
  if (!key) return;
  event.preventDefault(); // a space would scroll the page
  toggle(key);
}

function detailsSwitch(checked: boolean, onChange: (checked: boolean) => void): HTMLElement {
  const input = html`<input type="checkbox" />` as HTMLInputElement;
  input.checked = checked;
  input.onchange = () => onChange(input.checked);
  return html`<div class="controls"><label>${input} parameters and multiply–adds of each box</label></div>`;
}

function totals(expression: Expression, input: Volume, facts: readonly string[]): string {
  const volumes = `${volumeText(input)} → ${volumeText(outputShape(expression, input))}`;
  return [...facts, volumes, ...costTexts(cost(expression, input))].join(" · ");
}
