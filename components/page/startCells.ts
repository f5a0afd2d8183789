import {drawnPlaces, giveToCell, rootsIn} from "./drawn.js";

/** A cell as Framework compiles it, as far as its start depends on it. */
export interface PageCell {
  id: string;
  outputs?: readonly string[];
}

/** How long cells are defined without a pause in which the reader is heard. */
const sliceMs = 8;

/**
 * Defines the cells of a page that have a place in this document: an embed has some of them. What they show takes the place
 * of what the build has drawn. Cells that give names come first, since a name must be there before it is used; then those
 * that show something, from the reader's place outwards, with pauses; then what shows nothing.
 */
export async function startCells(
  cells: readonly PageCell[],
  define: (cell: PageCell) => void,
  pause: () => Promise<void> = nextTask
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
  let beganMs = performance.now();
  for (const cell of others.sort((a, b) => distance.get(a.id)! - distance.get(b.id)!)) {
    start(cell);
    if (performance.now() - beganMs < sliceMs) continue;
    await pause();
    beganMs = performance.now();
  }
}

/** How far an element is from the middle of the window, in pixels; at the end of all if there is none. */
function distanceOf(element: Element | null | undefined): number {
  if (!element) return Number.MAX_VALUE;
  const {top, bottom} = element.getBoundingClientRect();
  const middle = innerHeight / 2;
  return Math.max(top - middle, middle - bottom, 0);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
