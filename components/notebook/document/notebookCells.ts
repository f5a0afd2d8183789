import {html} from "htl";
import type {CellHost} from "../cell/cellHost.js";
import {putInPlace} from "../graph/graph.js";
import {discardItem, focusItem, keptCell, type NotebookItem, notebookItem} from "./notebookItem.js";
import type {KeptCell} from "./notebookStore.js";

/** What the list of a notebook's cells reports. */
export interface NotebookCellsEvents {
  /** Called after each change of a cell, of the prose before it, or of their order. */
  onChange(): void;
  /** Says something to the reader. */
  say(words: string): void;
  /** Offers to undo *what* was done. */
  offerUndo(what: string, act: () => void): void;
}

/** The cells of a notebook, in their order. */
export interface NotebookCells {
  element: HTMLElement;
  /** The cells as they could be shown again, with what each of them runs. */
  readonly cells: readonly KeptCell[];
  /** The cells on the page. */
  readonly items: readonly NotebookItem[];
  /** Adds a cell after the others, empty unless it is told, and opens it. */
  add(cell: Pick<KeptCell, "lang"> & Partial<KeptCell>): void;
  /**
   * Puts other cells in the place of these. Of each runs what ran when it was kept; **all** runs all that they show, and
   * **none** nothing.
   */
  show(cells: readonly KeptCell[], run?: "kept" | "all" | "none"): Promise<void>;
  /** Runs all. Each waits for the names that it needs, so their order does not matter. */
  runAll(): Promise<void>;
  /** Resolves when each cell that shows code has shown a result, or has failed. */
  settled(): Promise<void>;
}

/** Most cells: beyond this a page is slow to draw. */
export const mostCells = 200;

/** Returns an empty list of cells of the page *host*. */
export function notebookCells(
  host: CellHost,
  {onChange, say, offerUndo}: NotebookCellsEvents
): NotebookCells {
  const list = html`<div class="notebook-cells"></div>`;
  let items: NotebookItem[] = [];
  let unseen: readonly KeptCell[] = []; // what is more than a page shows; kept with the others
  let made = 0; // on this page: no key is used twice
  let number = 0; // in this notebook: no title is used twice

  function make(cell: KeptCell, ofCell = ++number): NotebookItem {
    const addBelow = (item: NotebookItem) => addAt(items.indexOf(item) + 1, {lang: item.cell.lang});
    const place = {key: `notebook-${++made}`, number: ofCell};
    return notebookItem(cell, place, {host, onChange, move, addBelow, remove});
  }

  const written = () => items.map(({cell}) => cell).filter(({source}) => source.trim() !== "");

  function insert(item: NotebookItem, at: number): void {
    list.insertBefore(item.element, items[at]?.element ?? null);
    items.splice(at, 0, item);
  }

  function addAt(at: number, cell: Parameters<NotebookCells["add"]>[0]): void {
    if (items.length >= mostCells) return say(`This notebook has ${mostCells} cells, and no room for more.`);
    const item = make({source: "", ...cell});
    insert(item, at);
    onChange();
    void item.cell.open();
  }

  function move(item: NotebookItem, by: number): void {
    const from = items.indexOf(item);
    const to = Math.min(items.length - 1, Math.max(0, from + by));
    if (from === to) return say(by < 0 ? "It is the first cell." : "It is the last cell.");
    const focused = document.activeElement as HTMLElement | null;
    items.splice(from, 1);
    insert(item, to);
    focused?.focus(); // a node that moves loses it
    onChange();
    say(`${item.cell.title} is number ${to + 1} of ${items.length} now.`);
  }

  function remove(item: NotebookItem): void {
    const at = items.indexOf(item);
    const kept = keptCell(item);
    discard(item);
    onChange();
    focusItem(items[at] ?? items[at - 1]);
    say(`${item.cell.title} is removed.`);
    offerUndo(`remove ${item.cell.title}`, () => {
      const again = make(kept, item.number);
      insert(again, Math.min(at, items.length));
      void rerun([again], [kept]);
      onChange();
      focusItem(again);
    });
  }

  async function runAll(): Promise<void> {
    await putInPlace(await Promise.all(written().map((cell) => cell.prepare())));
  }

  function discard(item: NotebookItem): void {
    items = items.filter((other) => other !== item);
    discardItem(item);
  }

  return {
    element: list,
    get cells() {
      return [...items.map(keptCell), ...unseen];
    },
    get items() {
      return items;
    },
    add: (cell) => addAt(items.length, cell),
    async show(cells, run = "kept") {
      for (const item of items) discard(item);
      number = 0;
      for (const cell of cells.slice(0, mostCells)) insert(make(cell), items.length);
      unseen = cells.slice(mostCells);
      if (unseen.length > 0)
        say(
          `This notebook has ${cells.length} cells, and the first ${mostCells} are here. The others are kept, and in the file that you download.`
        );
      onChange();
      if (run === "kept") await rerun(items, cells);
      if (run === "all") await runAll();
    },
    runAll,
    async settled() {
      await Promise.all(written().map(({settled}) => settled));
    }
  };
}

/** Of each cell runs what ran when it was kept, whatever it shows. */
async function rerun(items: readonly NotebookItem[], kept: readonly KeptCell[]): Promise<void> {
  const ready = items.map(({cell}, i) => (kept[i].ran === undefined ? undefined : cell.prepare(kept[i].ran)));
  await putInPlace(await Promise.all(ready));
}
