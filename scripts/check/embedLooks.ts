import type {Frame} from "playwright-core";
import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";

/** What is looked for in a frame. */
export interface EmbedLooksOptions {
  /** The least size of text, in pixels of the frame; of what is raised or lowered in a formula, none. */
  leastText: number;
  /** Whether what starts, steps and chooses must be seen without scrolling. */
  controlsSeen: boolean;
}

/** Returns what is too small or out of sight in a figure's frame, as it stands. */
export function embedLooks(
  frame: Frame,
  options: EmbedLooksOptions
): Promise<Pick<Finding, "element" | "rule">[]> {
  return inPage(frame, lookAround, options);
}

/** Returns how high a figure is, in pixels: what a host without scrolling has to give it. */
export function embedHeight(frame: Frame): Promise<number> {
  return inPage(frame, () => Math.ceil(document.documentElement.getBoundingClientRect().height));
}

/** Runs in the frame, and so uses nothing of this module. */
function lookAround({leastText, controlsSeen}: EmbedLooksOptions): Pick<Finding, "element" | "rule">[] {
  const found: Pick<Finding, "element" | "rule">[] = [];
  const embed = document.querySelector(".embed")!;
  const isSeen = (element: Element) =>
    element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true} as CheckVisibilityOptions) &&
    element.getBoundingClientRect().width > 1;
  const nameOf = (element: Element) => {
    const named = element.ariaLabel ?? element.textContent?.trim().replace(/\s+/g, " ") ?? "";
    const place =
      element.closest("svg, table, figcaption, .controls, pre, .exercise")?.getAttribute("class") ?? "";
    return `${element.localName}${[...element.classList].map((part) => `.${part}`).join("")} “${named.slice(0, 40)}”${place ? ` in ${place}` : ""}`;
  };
  /** By how much a drawing, or text, is larger than its own pixels. */
  const scaleOf = (element: Element): number => {
    const svg = element instanceof SVGElement ? element.ownerSVGElement : null;
    const zoom = (element as Element & {currentCSSZoom?: number}).currentCSSZoom ?? 1;
    if (!svg || !(element instanceof SVGGraphicsElement)) return zoom;
    const {a, b} = svg.getScreenCTM()!.inverse().multiply(element.getScreenCTM()!);
    const {width} = svg.viewBox.baseVal;
    return Math.hypot(a, b) * (width > 0 ? svg.getBoundingClientRect().width / width : zoom);
  };

  const texts = document.createTreeWalker(embed, NodeFilter.SHOW_TEXT);
  const told = new Set<string>();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement!;
    if (
      node.nodeValue!.trim() === "" ||
      element.closest(".katex, sub, sup, .visually-hidden, noscript, title, desc")
    )
      continue;
    if (!isSeen(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize) * scaleOf(element);
    const rule = `small text: ${size.toFixed(1)} px, of at least ${leastText}`;
    const kind = `${element.localName} ${element.className} ${rule}`;
    if (size < leastText - 0.05 && !told.has(kind)) {
      told.add(kind);
      found.push({element: nameOf(element), rule});
    }
  }

  if (controlsSeen)
    for (const control of embed.querySelectorAll("button, input, select, [role=slider]")) {
      if (!isSeen(control) || control.closest("details, .cell-bar, .embed-code, figcaption, table")) continue;
      const {right, bottom} = control.getBoundingClientRect();
      if (bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
        found.push({
          element: nameOf(control),
          rule: `out of the frame: it ends at ${Math.round(right)}, ${Math.round(bottom)} of ${innerWidth} × ${innerHeight}`
        });
    }
  return found;
}
