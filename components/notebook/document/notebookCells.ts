import {html} from "htl";
import type {EditableCell} from "../cell/cell.js";
import {type CellHost, createEditableCell} from "../cell/editableCell.js";
import {forgetCell, registerCell} from "../cell/registry.js";
import {putInPlace} from "../graph/graph.js";
import type {NotebookCell} from "./notebookMarkdown.js";
import type {KeptCell} from "./notebookStore.js";
import {type NotebookText, notebookText} from "./notebookText.js";

/** What the list of a notebook's cells tells. */
export interface NotebookCellsEvents {
  /** Called after each change of a cell, of the prose before it, or of their order. */
  onChange(): void;
  /** Says something to the reader. */
  say(words: string): void;
  /** Offers to take back *what* was done. */
  offerUndo(what: string, act: () => void): void;
}

/** The cells of a notebook, in their order. */
export interface NotebookCells {
  element: HTMLElement;
  /** The cells as they could be shown again, with what each of them runs. */
  readonly cells: readonly KeptCell[];
  /** Adds an empty cell after the others, and opens it. */
  add(lang: "js" | "ts"): void;
  /**
   * Puts other cells in the place of these. Of each runs what ran when it was kept; **all** runs all that they show, and
   * **none** nothing.
   */
  show(cells: readonly KeptCell[], run?: "kept" | "all" | "none"): Promise<void>;
  /** Runs all. Each waits for the names that it needs, so their order is of no matter. */
  runAll(): Promise<void>;
}

/** A cell with the prose before it. */
interface Item {
  cell: EditableCell;
  text: NotebookText;
  /** As the reader named it. */
  title?: string;
  element: HTMLElement;
}

/** Most cells: beyond this a page is slow to draw. */
export const mostCells = 200;

/** Returns an empty list of cells of the page *host*. */
export function notebookCells(
  host: CellHost,
  {onChange, say, offerUndo}: NotebookCellsEvents
): NotebookCells {
  const list = html`<div class="notebook-cells"></div>`;
  let items: Item[] = [];
  let count = 0; // of cells made so far: a key is never used twice

  function make({lang, source, title, text = ""}: NotebookCell): Item {
    const key = `notebook-${++count}`;
    const place = cellElement({key, lang, title: title ?? `Cell ${count}`});
    const cell = createEditableCell(place, {...host, changed: onChange});
    const prose = notebookText(text, `Text before ${cell.title}, in Markdown`, onChange);
    const item = {cell, text: prose, title, element: html`<div>${prose.element}${place}</div>`};
    cell.addButton("Text", "Write text before", prose.edit);
    cell.addButton("↑", "Move up", () => move(item, -1));
    cell.addButton("↓", "Move down", () => move(item, 1));
    cell.addButton("Add below", "Add a cell below", () => addAt(items.indexOf(item) + 1, lang));
    cell.addButton("Remove", "Remove", () => remove(item));
    registerCell(cell);
    cell.write(source);
    return item;
  }

  function insert(item: Item, at: number): void {
    list.insertBefore(item.element, items[at]?.element ?? null);
    items.splice(at, 0, item);
  }

  function addAt(at: number, lang: "js" | "ts"): void {
    if (items.length >= mostCells) return say(`This notebook has ${mostCells} cells, and no room for more.`);
    const item = make({lang, source: ""});
    insert(item, at);
    onChange();
    void item.cell.open();
  }

  function move(item: Item, by: number): void {
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

  function remove(item: Item): void {
    const at = items.indexOf(item);
    const kept = notebookCell(item);
    discard(item);
    onChange();
    focusOn(items[at] ?? items[at - 1]);
    say(`${item.cell.title} is removed.`);
    offerUndo(`remove ${item.cell.title}`, () => {
      const again = make(kept);
      insert(again, Math.min(at, items.length));
      void rerun([again], [kept]);
      onChange();
      focusOn(again);
    });
  }

  function focusOn(item?: Item): void {
    item?.cell.element.querySelector<HTMLButtonElement>(".cell-buttons button:not([hidden])")?.focus();
  }

  /** Of each cell runs what ran when it was kept, whatever it shows. */
  async function rerun(made: readonly Item[], kept: readonly KeptCell[]): Promise<void> {
    await putInPlace(
      await Promise.all(
        made.map(async ({cell}, i) => (kept[i].ran === undefined ? undefined : cell.prepare(kept[i].ran)))
      )
    );
  }

  async function runAll(): Promise<void> {
    const written = items.filter(({cell}) => cell.source.trim() !== "");
    await putInPlace(await Promise.all(written.map(({cell}) => cell.prepare())));
  }

  function discard({cell, element}: Item): void {
    items = items.filter((other) => other.cell !== cell);
    void cell.remove();
    forgetCell(cell);
    element.remove();
  }

  return {
    element: list,
    get cells() {
      return items.map(notebookCell);
    },
    add: (lang) => addAt(items.length, lang),
    async show(cells, run = "kept") {
      for (const item of items) discard(item);
      for (const cell of cells.slice(0, mostCells)) insert(make(cell), items.length);
      onChange();
      if (run === "kept") await rerun(items, cells);
      if (run === "all") await runAll();
    },
    runAll
  };
}

function notebookCell({cell: {lang, source, ran}, title, text: {markdown: text}}: Item): KeptCell {
  return {lang, source, ...(title && {title}), ...(text && {text}), ...(ran !== undefined && {ran})};
}

/** Returns what the build makes of a fence, for a cell that is not in the page. */
function cellElement({key, lang, title}: {key: string; lang: string; title: string}): HTMLElement {
  return html`<editable-cell
    id=${`cell-${key}`}
    data-added
    data-key=${key}
    data-lang=${lang}
    data-title=${title}
  >
    <div class="cell-bar"><span class="cell-title">${title}</span></div>
    <pre data-copy="none"><code></code></pre>
    <div class="observablehq observablehq--block"></div>
  </editable-cell>`;
}
