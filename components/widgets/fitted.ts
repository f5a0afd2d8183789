/** Charts are no wider than this, where there is more room. */
export const mostWidth = 640;

/**
 * Calls *draw* whenever the room that *element* has changes, with that in pixels, up to **most**, which it is at first; it
 * defaults to 640. Returns what ends it.
 */
export function fitted(
  element: Element,
  draw: (width: number) => void,
  {most = mostWidth} = {}
): {disconnect(): void} {
  let width = most;
  const observer = new ResizeObserver(([{contentRect}]) => {
    const room = Math.min(most, Math.round(contentRect.width));
    if (room === 0 || room === width) return; // 0 while it is hidden
    width = room;
    draw(width);
  });
  observer.observe(element);
  return observer;
}
