import {html} from "htl";
import {fitted, likelyWidth} from "./fitted.js";

/**
 * Returns an element with what *draw* returns for the room there is, in pixels, drawn anew as that changes: Observable's
 * resize, but drawn at once. Theirs is empty until its room is known, which may be a frame after it is shown, and what is
 * below it jumps.
 */
export function resize(draw: (width: number) => Node, invalidation?: Promise<unknown>): HTMLElement {
  const room = {most: widest, frame: 0};
  const element = html`<div>${draw(likelyWidth(room.most, room.frame))}</div>`;
  const resized = fitted(element, (width) => element.replaceChildren(draw(width)), room);
  invalidation?.then(() => resized.disconnect());
  return element;
}

/** More than any page gives, in pixels. Drawings that want less say so themselves. */
const widest = 1600;
