import {isFreeKey} from "../page/freeKey.js";

/** What reveal.js does at a key, by the name of its own method. */
const methods: Readonly<Record<string, string>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
  PageDown: "next",
  PageUp: "prev",
  " ": "next",
  n: "next",
  p: "prev",
  Home: "slide",
  Escape: "toggleOverview",
  b: "togglePause",
  ".": "togglePause"
};

/**
 * Tells *forward* each key that this document has no use for, with what reveal.js would do at it, so that a slide's clicker
 * works wherever a reader has clicked. A field that is written into keeps its keys, and so does what has used one.
 */
export function forwardKeys(forward: (key: string, method?: string) => void): void {
  addEventListener("keydown", (event) => {
    const {key} = event;
    if (!isFreeKey(event)) return;
    const method = Object.hasOwn(methods, key) ? methods[key] : undefined;
    if (method !== undefined) event.preventDefault(); // the frame does not scroll beside the slide
    forward(key, method);
  });
}
