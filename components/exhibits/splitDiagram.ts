import {html} from "htl";
import {blockDiagram} from "../diagrams/blockDiagram.js";
import {type BlockForm, blockForms} from "../network/equivalentForms.js";
import type {BlockSplit} from "./blockSplit.js";
import {blockInput, formTexts, splitBlock} from "./splitCosts.js";

/** A place for the diagram of a block, drawn anew as its split changes. */
export interface SplitDiagram {
  readonly element: HTMLElement;
  show(split: BlockSplit, form: BlockForm): void;
}

/**
 * Returns an empty place for a block's diagram, as high as the highest form, so that nothing below moves. Whether boxes say
 * what they cost, and where a wide drawing was scrolled to, stay from one to the next.
 */
export function splitDiagram(): SplitDiagram {
  const element = html`<div></div>`;
  let details = false;
  element.addEventListener("change", ({target}) => {
    details = (target as HTMLInputElement).checked;
    reserve(scrollOf(element), heightOf(details));
  });
  return {
    element,
    show(split, form) {
      const diagram = draw(split, form, details);
      const [before, after] = [element, diagram].map(scrollOf);
      const {scrollLeft = 0} = before ?? {};
      const focused = before?.matches(":focus") === true;
      reserve(after, heightOf(details));
      element.replaceChildren(diagram);
      after!.scrollLeft = scrollLeft;
      if (focused) after!.focus({preventScroll: true});
    }
  };
}

function draw(split: BlockSplit, form: BlockForm, details: boolean): HTMLElement {
  const {cardinality, groupWidth} = split;
  const label = `block of ${cardinality} × ${groupWidth} channels, form ${formTexts[form]}`;
  return blockDiagram(splitBlock(split, form), blockInput, {label, details});
}

function scrollOf(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>(".diagram-scroll");
}

function reserve(scroll: HTMLElement | null, height: number): void {
  if (scroll) scroll.style.minHeight = `${height}px`;
}

const heights = new Map<boolean, number>();

/** The height of the highest form, which its split has no part in. */
function heightOf(details: boolean): number {
  let height = heights.get(details);
  if (height === undefined) {
    const split = {cardinality: 32, groupWidth: 4};
    const drawings = blockForms.map((form) => draw(split, form, details));
    height = Math.max(...drawings.map((one) => Number(one.querySelector("svg")!.getAttribute("height"))));
    heights.set(details, height);
  }
  return height;
}
