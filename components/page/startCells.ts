import {afterFrame} from "./afterFrame.js";
import {type DrawnPlace, drawnPlaces, giveToCell, rootsIn} from "./drawn.js";
import {type PatientFiles, patientFiles} from "./patientFiles.js";

/** A cell as Framework compiles it, as far as its start depends on it. */
export interface PageCell {
  id: string;
  inputs?: readonly string[];
  outputs?: readonly string[];
  body?(...values: never[]): unknown;
}

/** The cells of a page, of which those that the build has drawn start when they are asked for. */
export interface PageCells extends Pick<PatientFiles, "askAgain"> {
  /** Starts the cell that shows itself at a place, before others that wait. */
  start(root: Comment): void;
  /** Starts all that have not started, from the reader's place outwards. */
  startAll(): void;
}

/** How long cells may take together before the reader is heard. */
const sliceMs = 8;

/**
 * Defines the cells of a page that have a place in this document: an embed has some of them. Cells that give names come at
 * once, since a name must be there before it is used; then those that the build has not drawn, and editable ones, which the
 * page's graph looks for. All others wait, as drawn, until they are asked for: what they show takes the place of what the
 * build has drawn. A cell whose file is lost waits for it. There is a *pause* after each round, which resolves to how long the round took, in milliseconds: while
 * rounds are short, the next has twice as many cells. The event "cells" tells the document of each round, and "missing"
 * of each file that has not come.
 */
export function startCells(
  cells: readonly PageCell[],
  define: (cell: PageCell) => void,
  pause: () => Promise<number> = afterFrame
): PageCells {
  const places = new Map(drawnPlaces(document.body).map((place) => [idOf(place.root), place]));
  const roots = rootsIn(document.body);
  const {patient, askAgain} = patientFiles(() => document.dispatchEvent(new Event("missing")));
  const here = cells.filter(({id}) => roots.has(id)).map(patient);
  const drawn = new Map<string, PageCell>(); // those that wait to be asked for
  const next: PageCell[] = []; // those that start in the rounds to come
  let inRounds = false;

  function start(round: readonly PageCell[]): void {
    for (const cell of round) {
      define(cell);
      const place = places.get(cell.id);
      if (place) giveToCell(place);
    }
    document.dispatchEvent(new Event("cells"));
  }

  async function startInRounds(): Promise<void> {
    if (inRounds) return;
    inRounds = true;
    for (let count = 1; next.length > 0;) {
      count = (await pause()) < sliceMs ? 2 * count : 1;
      start(next.splice(0, count));
    }
    inRounds = false;
  }

  start(here.filter(givesNames));
  for (const cell of here.filter((cell) => !givesNames(cell))) {
    if (waits(places.get(cell.id))) drawn.set(cell.id, cell);
    else next.push(cell);
  }
  void startInRounds();

  return {
    askAgain,
    start(root) {
      const cell = drawn.get(idOf(root));
      if (!cell) return;
      drawn.delete(cell.id);
      next.unshift(cell);
      void startInRounds();
    },
    startAll() {
      const distances = new Map(
        [...drawn.keys()].map((id) => [id, distanceOf(roots.get(id)!.parentElement!)])
      );
      next.push(...[...drawn.values()].sort((a, b) => distances.get(a.id)! - distances.get(b.id)!));
      drawn.clear();
      void startInRounds();
    }
  };
}

function givesNames({outputs = []}: PageCell): boolean {
  return outputs.length > 0;
}

function waits(place: DrawnPlace | undefined): boolean {
  return place !== undefined && !place.root.parentElement!.closest("editable-cell");
}

function idOf(root: Comment): string {
  return root.data.slice(1, -1);
}

/** How far an element is from the middle of the window, in pixels. */
function distanceOf(element: Element): number {
  const {top, bottom} = element.getBoundingClientRect();
  const middle = innerHeight / 2;
  return Math.max(top - middle, middle - bottom, 0);
}
