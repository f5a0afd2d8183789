import {svg} from "htl";
import {dodged} from "./dodged.js";

/** A name at the end of a curve. */
export interface EndLabel {
  text: string;
  color: string;
  /** Where its curve ends, in pixels. */
  x: number;
  y: number;
}

/** Pixels between two names, one under the other. */
const gap = 13;

/** Returns names beside the ends of their curves, in their colours, none over another, between *top* and *bottom*. */
export function endLabels(labels: readonly EndLabel[], [top, bottom]: readonly [number, number]): SVGElement {
  const places = dodged(
    labels.map(({y}) => y),
    {gap, least: top + 2, most: bottom - 4}
  );
  return svg`<g aria-hidden="true" class="end-labels" text-anchor="start" font-size="12"
    stroke="var(--theme-background)" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${labels.map(
      ({text, color, x}, i) => svg`<text x=${x + 7} y=${places[i]} dy="0.32em" fill=${color}>${text}</text>`
    )}</g>` as SVGElement;
}
