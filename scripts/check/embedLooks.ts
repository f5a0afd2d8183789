import type {Frame} from "playwright-core";
import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";

/** What a slide must show. */
export interface EmbedLooksOptions {
  /**
   * The least size of text, in pixels of the frame; of what is raised or lowered beside other text, none, nor of names in a
   * scene that one walks through, which grow.
   */
  leastText: number;
}

/** What a slide shows of a figure. */
export interface EmbedLooks {
  findings: Pick<Finding, "element" | "rule">[];
  /** Controls below the frame, beside what they act on, to which a reader scrolls. */
  controlsBelow: number;
}

/** Returns what is too small in a figure's frame, as it stands, and whether what starts and steps it is out of sight. */
export function embedLooks(frame: Frame, options: EmbedLooksOptions): Promise<EmbedLooks> {
  return inPage(frame, lookAround, options);
}

/** Returns how high a figure is, in pixels: what a host without scrolling has to give it. */
export function embedHeight(frame: Frame): Promise<number> {
  return inPage(frame, () => Math.ceil(document.documentElement.getBoundingClientRect().height));
}

/** Runs in the frame, and so uses nothing of this module. */
function lookAround({leastText}: EmbedLooksOptions): EmbedLooks {
  const findings: Pick<Finding, "element" | "rule">[] = [];
  let controlsBelow = 0;
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

  const passedOver = ".katex, sub, sup, .visually-hidden, noscript, title, desc, .volumes :is(.name, .size)";
  const sizeOf = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
  const isIndex = (element: Element) =>
    element.localName === "tspan" && sizeOf(element) < 0.8 * sizeOf(element.parentElement!);
  const texts = document.createTreeWalker(embed, NodeFilter.SHOW_TEXT);
  const told = new Set<string>();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement!;
    if (node.nodeValue!.trim() === "" || element.closest(passedOver) || isIndex(element)) continue;
    if (!isSeen(element)) continue;
    const size = sizeOf(element) * scaleOf(element);
    const rule = `small text: ${size.toFixed(1)} px, of at least ${leastText}`;
    const kind = `${element.localName} ${element.getAttribute("class")} ${rule}`;
    if (size < leastText - 0.05 && !told.has(kind)) {
      told.add(kind);
      findings.push({element: nameOf(element), rule});
    }
  }

  for (const control of embed.querySelectorAll("button, input, select, [role=slider]")) {
    if (!isSeen(control) || control.closest("details, .cell-bar, .embed-code, figcaption, table")) continue;
    const {right, bottom} = control.getBoundingClientRect();
    if (bottom <= innerHeight + 0.5 && right <= innerWidth + 0.5) continue;
    if (!control.matches(".primary, [data-action]")) ++controlsBelow;
    else
      findings.push({
        element: nameOf(control),
        rule: `out of the frame: it ends at ${Math.round(right)}, ${Math.round(bottom)} of ${innerWidth} × ${innerHeight}`
      });
  }
  return {findings, controlsBelow};
}
