import {whenSeen} from "../widgets/whenSeen.js";

/**
 * Calls *act* once, when half of *element* is seen for the first time, unless the reader asks for less motion. Returns what
 * ends the waiting.
 */
export function whenFirstSeen(element: Element, act: () => void): () => void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return () => {};
  return whenSeen(element, act, 0.5);
}
