/** What tells that somebody is there, and looks around. */
const signs = ["pointerover", "pointermove", "pointerdown", "keydown", "focusin"];

/** What tells that somebody is on the way to a place. */
const moves = ["wheel", "scroll"];

/** How long a page must rest to be read, in milliseconds. */
const restMs = 250;

/**
 * Calls *act* once, at the first sign of a reader: a pointer, a key or the focus; where they scroll, or touch the page to do
 * so, when it has come to rest, since what comes in between would hold it up.
 */
export function whenReaderIsThere(act: () => void): void {
  const over = new AbortController();
  const options = {capture: true, passive: true, signal: over.signal};
  let resting: ReturnType<typeof setTimeout> | undefined;
  const sign = () => {
    over.abort();
    clearTimeout(resting);
    act();
  };
  const move = () => {
    clearTimeout(resting);
    resting = setTimeout(sign, restMs);
  };
  const isTouch = (event: Event) => (event as PointerEvent).pointerType === "touch";
  for (const type of signs) addEventListener(type, (event) => (isTouch(event) ? move() : sign()), options);
  for (const type of moves) addEventListener(type, move, options);
}
