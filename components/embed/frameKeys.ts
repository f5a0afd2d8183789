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
    const {key, target, ctrlKey, altKey, metaKey, defaultPrevented} = event;
    if (ctrlKey || altKey || metaKey || defaultPrevented || isUsed(key, target as Element)) return;
    const method = Object.hasOwn(methods, key) ? methods[key] : undefined;
    if (method !== undefined) event.preventDefault(); // the frame does not scroll beside the slide
    forward(key, method);
  });
}

/** Whether an element uses a *key* itself, though it is not told so. */
function isUsed(key: string, target: Element): boolean {
  if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], [role=textbox]"))
    return true;
  return /^( |Enter)$/.test(key) && target.closest("button, summary, a[href], input, [role=button]") !== null;
}
