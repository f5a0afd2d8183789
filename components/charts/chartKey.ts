import {svg} from "htl";
import {type Split, splitStyle} from "./scales.js";
import {bothSplits, shownSplits, toggleSplit} from "./shownSplits.js";
import {textWidth} from "./textWidth.js";

/** A curve of the key: its colour and its width, and what it is. */
export interface KeyItem {
  text: string;
  color?: string;
  width?: number;
  opacity?: number;
  /** The split that a press on it shows or hides. Defaults to none: there is nothing to press. */
  split?: Split;
}

/** A key in rows, and how high it is. */
export interface ChartKey {
  element: SVGElement;
  height: number;
}

const [rowHeight, sample] = [22, 24];

/** Returns the items of an error chart's key: how training and test error are drawn, each of which can be hidden. */
export function splitItems(): KeyItem[] {
  return bothSplits.map((split) => ({text: `${split} error`, split, width: splitStyle[split].width}));
}

/** Returns a key whose rows are as long as from *left* to *right*; the first begins at *first*. */
export function chartKey(
  items: readonly KeyItem[],
  {first, left, right}: {first: number; left: number; right: number}
): ChartKey {
  let [x, row] = [first, 0];
  const placed = items.map((item) => {
    const width = sample + 6 + textWidth(item.text, 12);
    if (x + width > right && x > left) [x, row] = [left, row + 1];
    const at = {
      item,
      x: Math.min(x, Math.max(0, right - width)),
      y: row * rowHeight,
      width: Math.min(width, right)
    };
    x += width + 14;
    return at;
  });
  const element =
    svg`<g class="chart-key" transform="translate(0,-3)" font-size="12" text-anchor="start" fill="currentColor" stroke="none">${placed.map(
      ({item, x, y, width}) => keyItem(item, {x, y, width})
    )}</g>` as SVGElement;
  markSwitches(element);
  return {element, height: (row + 1) * rowHeight};
}

function keyItem(
  {text, color = "currentColor", width = 2.5, opacity = 1, split}: KeyItem,
  place: {x: number; y: number; width: number}
): SVGElement {
  const room = place.width - sample - 6; // a long name takes the margin, and is set closer if that is too short
  const dash = split && splitStyle[split].dash;
  const item = svg`<g transform=${`translate(${place.x},${place.y})`}>
    <rect x="-4" width=${place.width + 8} height=${rowHeight} fill="transparent"></rect>
    <line x2=${sample} y1="11" y2="11" stroke=${color} stroke-width=${width} stroke-opacity=${opacity}
      stroke-dasharray=${dash ?? "none"}></line>
    <text x=${sample + 6} y="11" dy="0.32em" fill=${color}
      textLength=${room < textWidth(text, 12) ? room : null} lengthAdjust=${room < textWidth(text, 12) ? "spacingAndGlyphs" : null}>${text}</text>
  </g>` as SVGElement;
  return split ? asSwitch(item, split) : item;
}

/** A button that is pressed while its curves are shown. */
function asSwitch(item: SVGElement, split: Split): SVGElement {
  item.setAttribute("role", "button");
  item.dataset.split = split;
  item.setAttribute("tabindex", "0");
  const toggle = () => toggleSplit(split, item.getRootNode() as Document | ShadowRoot);
  item.addEventListener("click", toggle);
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle();
  });
  return item;
}

/** Shows in a *key* which splits are shown. */
export function markSwitches(key: SVGElement): void {
  for (const item of key.querySelectorAll<SVGElement>("[data-split]")) {
    const pressed = shownSplits().includes(item.dataset.split as Split);
    item.setAttribute("aria-pressed", String(pressed));
    item.style.opacity = pressed ? "" : "0.45";
  }
}
