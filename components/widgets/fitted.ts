/** Charts are no wider than this, where there is more room. */
export const mostWidth = 640;

/** Calls *draw* whenever the room that *element* has changes, with that in pixels, up to 640. Returns what ends it. */
export function fitted(element: Element, draw: (width: number) => void): {disconnect(): void} {
  let width = mostWidth;
  const observer = new ResizeObserver(([{contentRect}]) => {
    const room = Math.min(mostWidth, Math.round(contentRect.width));
    if (room === 0 || room === width) return; // 0 while it is hidden
    width = room;
    draw(width);
  });
  observer.observe(element);
  return observer;
}
