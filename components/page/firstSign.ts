/** What tells that somebody is there. */
const signs = ["pointerover", "pointermove", "pointerdown", "keydown", "focusin", "wheel", "scroll"];

/** Calls *act* once, at the first sign of a reader: a pointer, a key, the focus, or a scrolled page. */
export function whenReaderIsThere(act: () => void): void {
  const over = new AbortController();
  const options = {capture: true, passive: true, signal: over.signal};
  const sign = () => {
    over.abort();
    act();
  };
  for (const type of signs) addEventListener(type, sign, options);
}
