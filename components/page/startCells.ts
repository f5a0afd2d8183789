import {drawnPlaces, giveToCell, rootsIn} from "./drawn.js";

/** A cell as Framework compiles it, as far as its start depends on it. */
export interface PageCell {
  id: string;
  outputs?: readonly string[];
}

/** How long cells may take together before the reader is heard. */
const sliceMs = 8;

/**
 * Defines the cells of a page that have a place in this document: an embed has some of them. What they show takes the place
 * of what the build has drawn. Cells that give names come first, since a name must be there before it is used; then those
 * that show something, from the reader's place outwards; then what shows nothing. There is a *pause* after each round, which
 * resolves to how long the round took, in milliseconds: while rounds are short, the next has twice as many cells.
 */
export async function startCells(
  cells: readonly PageCell[],
  define: (cell: PageCell) => void,
  pause: () => Promise<number> = afterFrame
): Promise<void> {
  const places = new Map(drawnPlaces(document.body).map((place) => [place.root.data.slice(1, -1), place]));
  const roots = rootsIn(document.body);
  const here = cells.filter(({id}) => roots.has(id));
  const start = (cell: PageCell) => {
    define(cell);
    const place = places.get(cell.id);
    if (place) giveToCell(place);
  };
  const naming = here.filter(({outputs = []}) => outputs.length > 0);
  const others = here.filter(({outputs = []}) => outputs.length === 0);
  const distance = new Map(others.map(({id}) => [id, distanceOf(places.get(id)?.root.parentElement)]));
  naming.forEach(start);
  const waiting = others.sort((a, b) => distance.get(a.id)! - distance.get(b.id)!);
  for (let count = 1; waiting.length > 0;) {
    count = (await pause()) < sliceMs ? 2 * count : 1;
    waiting.splice(0, count).forEach(start);
  }
}

/** How far an element is from the middle of the window, in pixels; at the end of all if there is none. */
function distanceOf(element: Element | null | undefined): number {
  if (!element) return Number.MAX_VALUE;
  const {top, bottom} = element.getBoundingClientRect();
  const middle = innerHeight / 2;
  return Math.max(top - middle, middle - bottom, 0);
}

/**
 * Waits for the next frame, in which Framework's runtime computes what has been defined, and then for whoever else waits. Resolves
 * to how long that frame's work took, in milliseconds; to 0 in a window that is hidden, and has no frames.
 */
function afterFrame(): Promise<number> {
  return new Promise((resolve) => {
    const end = (tookMs: number) => setTimeout(() => resolve(tookMs));
    if (document.hidden) return end(0);
    requestAnimationFrame((beganMs) => end(performance.now() - beganMs));
  });
}
