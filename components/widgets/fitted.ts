/** Charts are no wider than this, where there is more room. */
const mostWidth = 640;

/** Padding and border of a panel on a phone, both sides together, in pixels (style/run.css). */
const panelFrame = 26;

/**
 * Returns how wide a drawing can be that is not in its place yet, in pixels: as the page has room, up to **most**, less what
 * stands around it, which defaults to a panel's frame.
 */
export function likelyWidth(most = mostWidth, frame = panelFrame): number {
  const page = document.querySelector("main")?.clientWidth;
  return page ? Math.min(most, page - frame) : most; // 0 where nothing is laid out
}

/**
 * Calls *draw* whenever the room that *element* has changes, with that in pixels, up to **most**, which
 * defaults to 640. The first drawing is the caller's, of likelyWidth(most, frame). Returns what ends it.
 */
export function fitted(
  element: Element,
  draw: (width: number) => void,
  {most = mostWidth, frame = panelFrame} = {}
): {disconnect(): void} {
  let width = likelyWidth(most, frame);
  const observer = new ResizeObserver(([{contentRect}]) => {
    const room = Math.min(most, Math.floor(contentRect.width)); // rounded up, it would stick out;
    if (room === 0 || room === width) return; // 0 while it is hidden
    width = room;
    draw(width);
  });
  observer.observe(element);
  return observer;
}
