import type {Frame, Page} from "playwright-core";
import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";

/** What is looked for. */
export interface LooksOptions {
  /** The least size of text in drawings, in pixels of the screen. Defaults to any. */
  leastText?: number;
  /** What may be wider than its place besides code, since it scrolls there, as a selector. Defaults to nothing. */
  scrolls?: string;
  /** Pixels that content may be wider than its place: in what is enlarged, widths are rounded. Defaults to 0. */
  slack?: number;
}

/** Text in drawings is at least so large on a phone, in pixels. */
const leastTextOnPhones = 11;

/** Returns the least size of text in drawings in a window of *width* pixels. */
export function leastTextAt(width: number): number {
  return width < 500 ? leastTextOnPhones : 0;
}

/**
 * Returns what looks wrong on a page as it stands: what is cut off, except in code, which scrolls, and in a slider, whose
 * inside moves; what sticks out of the window; and text in drawings that is too small to read.
 */
export function looksFindings(
  page: Page | Frame,
  {leastText = 0, scrolls = "", slack = 0}: LooksOptions = {}
): Promise<Pick<Finding, "element" | "rule">[]> {
  return inPage(page, lookAround, {leastText, scrolls, slack});
}

/** Runs in the page, and so uses nothing of this module. */
function lookAround({
  leastText,
  scrolls,
  slack
}: Required<LooksOptions>): Pick<Finding, "element" | "rule">[] {
  const found: Pick<Finding, "element" | "rule">[] = [];
  const code = ["pre, .cm-editor, .visually-hidden, .katex-mathml", scrolls].filter(Boolean).join(", ");
  const isMoved = (element: Element) => element.closest("[role=slider]") !== null;
  const windowWidth = document.documentElement.clientWidth;

  const nameOf = (element: Element): string => {
    const name = (one: Element) =>
      one.localName +
      (one.id ? `#${one.id}` : "") +
      [...one.classList].map((part) => `.${part}`).join("") +
      (one.ariaLabel ? `[${one.ariaLabel.slice(0, 40)}]` : "");
    const text = element.textContent?.trim().replace(/\s+/g, " ").slice(0, 40);
    const parent = element.parentElement?.closest("[id], figure, .run, [aria-label]");
    return `${parent ? `${name(parent)} ` : ""}${name(element)}${text ? ` “${text}”` : ""}`;
  };
  const isSeen = (element: Element) =>
    element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true} as CheckVisibilityOptions);
  const clips = (element: Element) => getComputedStyle(element).overflowX !== "visible";
  const isClipped = (element: Element): boolean => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (clips(up)) return true;
    return false;
  };

  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(code) || !isSeen(element)) continue;
    const {scrollWidth, clientWidth} = element;
    const hides = clips(element) && !isMoved(element) && scrollWidth > clientWidth + slack;
    if (element instanceof HTMLElement && clientWidth > 1 && hides)
      found.push({
        element: nameOf(element),
        rule: `cut: ${scrollWidth} px of content in ${clientWidth} px`
      });
    const {right, width} = element.getBoundingClientRect();
    const parent = element.parentElement!.getBoundingClientRect();
    if (width > 0 && right > windowWidth + 0.5 && parent.right < right && !isClipped(element))
      found.push({
        element: nameOf(element),
        rule: `sticks out: its right edge is at ${Math.round(right)} px of ${windowWidth}`
      });
    if (element instanceof SVGTextElement && element.textContent!.trim() !== "") {
      const {a, b} = element.getScreenCTM()!;
      const size = parseFloat(getComputedStyle(element).fontSize) * Math.hypot(a, b);
      if (size < leastText - 0.05)
        found.push({
          element: nameOf(element.closest("svg")!),
          rule: `small text: ${size.toFixed(1)} px, of at least ${leastText}`
        });
    }
  }
  return found;
}
