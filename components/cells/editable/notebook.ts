import {html} from "htl";
import {button} from "../button.js";
import {download} from "../download.js";
import {createEditableCell, type EditableCell} from "./editableCell.js";
import {followLinks} from "./followLinks.js";
import {encodeLink, type LinkContent} from "./link.js";
import {
  type Notebook,
  type NotebookCell,
  notebookFromMarkdown,
  notebookToMarkdown
} from "./notebookMarkdown.js";
import {loadNotebook, saveNotebook} from "./notebookStore.js";
import {noticeBanner, offerBanner, showBanner} from "./offer.js";
import {type PageHost, pageHost} from "./pageHost.js";
import {forgetCell, registerCell} from "./registry.js";

/** Options of notebook. */
export interface NotebookOptions {
  /** Notebooks to begin with. */
  startingPoints: readonly Notebook[];
  invalidation: Promise<unknown>;
}

const empty: Notebook = {title: "My notebook", text: "", cells: [{lang: "js", source: ""}]};

/** Most cells: beyond this a page is slow to draw. */
const mostCells = 200;

/**
 * Returns a notebook of the reader's own: cells that can be added, edited, moved and removed, kept in the browser,
 * downloaded and opened as Markdown, and shared as a link. It begins empty, or as it was left.
 */
export function notebook({startingPoints, invalidation}: NotebookOptions): HTMLElement {
  let cells: EditableCell[] = [];
  let titles = new Map<EditableCell, string | undefined>();
  let page: PageHost | undefined;
  let undo: (() => void) | undefined;
  let count = 0; // of cells made so far: a key is never used twice

  const title = html`<input
    type="text"
    class="notebook-title"
    aria-label="Title"
    spellcheck="false"
  />` as HTMLInputElement;
  const text = html`<div class="notebook-text"></div>`;
  const list = html`<div class="notebook-cells"></div>`;
  const said = html`<output class="status"></output>`;
  const undoButton = button("Undo", () => {
    undo?.();
    offerUndo(undefined, "");
  });
  const file = html`<input type="file" accept=".md,.markdown,text/markdown" hidden />` as HTMLInputElement;
  const points = startingPoints.map((point) =>
    button(point.title, () => replaceBy(point, `“${point.title}” is open.`))
  );
  const element = html`<section class="notebook" aria-label="Notebook">
    <div class="controls" role="group" aria-label="Start from">
      <span class="muted">Start from</span> ${points}
      ${button("An empty notebook", () => replaceBy(empty, "The notebook is empty."))}
    </div>
    ${title} ${text} ${list}
    <div class="controls" role="group" aria-label="Notebook">
      ${button("Add JavaScript", () => addAt(cells.length, "js"))}
      ${button("Add TypeScript", () => addAt(cells.length, "ts"))} ${button("Run all", () => void runAll())}
      ${button("Download Markdown", save)} ${button("Open Markdown", () => file.click())}
      ${button("Copy link", () => void copyLink())} ${undoButton}
    </div>
    ${said}${file}
  </section>`;
  undoButton.hidden = true;

  function current(): Notebook {
    return {
      title: title.value.trim() || empty.title,
      text: text.dataset.markdown ?? "",
      cells: cells.map((cell) => {
        const named = titles.get(cell);
        return {lang: cell.lang, source: cell.source, ...(named && {title: named})};
      })
    };
  }

  function say(words: string): void {
    said.textContent = words;
  }

  function offerUndo(act: (() => void) | undefined, words: string): void {
    undo = act;
    undoButton.hidden = !act;
    say(words);
  }

  function keep(): void {
    const waits = cells.every(({ran}) => ran === undefined);
    if (page && !saveNotebook(location.pathname, {...current(), waits}))
      say("This browser keeps no notebook: a reload loses it. Download it as Markdown.");
  }

  function make({lang, source, title: named}: NotebookCell): EditableCell {
    const key = `notebook-${++count}`;
    const name = named ?? `Cell ${count}`;
    const place = html`<editable-cell
      id=${`cell-${key}`}
      data-added
      data-key=${key}
      data-lang=${lang}
      data-title=${name}
    >
      <div class="cell-bar"><span class="cell-title">${name}</span></div>
      <pre data-copy="none"><code></code></pre>
      <div class="observablehq observablehq--block"></div>
    </editable-cell>`;
    const cell = createEditableCell(place, {...page!.host, changed: keep});
    titles.set(cell, named);
    cell.addButton("↑", "Move up", () => move(cell, -1));
    cell.addButton("↓", "Move down", () => move(cell, 1));
    cell.addButton("Add below", "Add a cell below", () => addAt(cells.indexOf(cell) + 1, cell.lang));
    cell.addButton("Remove", "Remove", () => remove(cell));
    registerCell(cell);
    cell.write(source);
    return cell;
  }

  function insert(cell: EditableCell, at: number): void {
    list.insertBefore(cell.element, cells[at]?.element ?? null);
    cells.splice(at, 0, cell);
  }

  function addAt(at: number, lang: "js" | "ts"): void {
    if (cells.length >= mostCells) return say(`A notebook here has at most ${mostCells} cells.`);
    const cell = make({lang, source: ""});
    insert(cell, at);
    keep();
    void cell.open();
  }

  function move(cell: EditableCell, by: number): void {
    const from = cells.indexOf(cell);
    const to = Math.min(cells.length - 1, Math.max(0, from + by));
    if (from === to) return say(by < 0 ? "It is the first cell." : "It is the last cell.");
    const focused = document.activeElement as HTMLElement | null;
    cells.splice(from, 1);
    insert(cell, to);
    focused?.focus(); // a node that moves loses it
    keep();
    say(`Cell ${to + 1} of ${cells.length}.`);
  }

  function remove(cell: EditableCell): void {
    const at = cells.indexOf(cell);
    const kept = current().cells[at];
    const ran = cell.ran !== undefined;
    discard(cell);
    keep();
    (cells[at] ?? cells[at - 1])?.element.querySelector<HTMLButtonElement>("button:not([hidden])")?.focus();
    offerUndo(() => {
      const again = make(kept);
      insert(again, Math.min(at, cells.length));
      if (ran) void again.run();
      keep();
    }, `${cell.title} is removed.`);
  }

  function discard(cell: EditableCell): void {
    cells = cells.filter((other) => other !== cell);
    titles.delete(cell);
    void cell.remove();
    forgetCell(cell);
    cell.element.remove();
  }

  function show({title: named, text: markdown, cells: made}: Notebook): void {
    for (const cell of cells) discard(cell);
    titles = new Map();
    title.value = named;
    text.dataset.markdown = markdown;
    text.replaceChildren(
      ...markdown
        .split(/\n\s*\n/)
        .filter(Boolean)
        .map((paragraph) => html`<p>${paragraph}</p>`)
    );
    for (const cell of made.slice(0, mostCells)) insert(make(cell), cells.length);
    keep();
  }

  /** Each cell waits for the names it needs, so the order of runs is of no matter. */
  async function runAll(): Promise<void> {
    await Promise.all(cells.filter(({source}) => source.trim() !== "").map((cell) => cell.run()));
  }

  function replaceBy(next: Notebook, words: string): void {
    const before = current();
    show(next);
    void runAll();
    const restore = () => {
      show(before);
      void runAll();
    };
    const worthKeeping = before.cells.some(({source}) => source.trim() !== "");
    offerUndo(worthKeeping ? restore : undefined, words);
  }

  function save(): void {
    const markdown = notebookToMarkdown(current());
    const name =
      current()
        .title.toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "notebook";
    download(`${name}.md`, new Blob([markdown], {type: "text/markdown"}));
  }

  async function openFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    try {
      const opened = notebookFromMarkdown(await chosen.text());
      const before = current();
      show(opened); // shown, not run: the reader may not know what is in it
      offerUndo(() => show(before), `${chosen.name} is open, and has not run.`);
    } catch (error) {
      say(`${chosen.name}: ${(error as Error).message}`);
    }
  }

  async function copyLink(): Promise<void> {
    const {cells: made, ...rest} = current();
    const linked = made.map((cell, i) => ({key: String(i), base: "", ...cell}));
    const url = new URL(await encodeLink({...rest, cells: linked}), location.href).href;
    try {
      await navigator.clipboard.writeText(url);
      say("Copied.");
    } catch {
      said.replaceChildren(html`<a href=${url}>Link to this notebook</a>`);
    }
  }

  function offerLink({title: named = "A notebook", text: markdown = "", cells: linked}: LinkContent): void {
    const made = linked.map(({lang = "js", source, title}) => ({lang, source, ...(title && {title})}));
    const next: Notebook = {title: named, text: markdown, cells: made};
    if (JSON.stringify(next) === JSON.stringify(current())) return;
    showBanner(
      offerBanner({
        heading: `This link carries a notebook: ${named}.`,
        text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser. Your own notebook can be brought back by Undo.",
        cells: made.map(({source, title}, i) => ({
          title: title ?? `Cell ${i + 1}`,
          before: "",
          after: source
        })),
        run: () => replaceBy(next, "The notebook of the link is open."),
        ignore: () => {}
      })
    );
  }

  async function begin(): Promise<void> {
    page = await pageHost();
    const kept = loadNotebook(location.pathname);
    show(kept ?? empty);
    if (kept && page.watch.frozen) showBanner(noticeBanner(frozenText));
    else if (kept && !kept.waits) void runAll();
    followLinks(offerLink, invalidation);
  }

  title.addEventListener("input", keep);
  file.addEventListener("change", () => void openFile());
  void begin();
  return element;
}

const frozenText =
  "This page stopped responding, or was closed by force, while the notebook ran. So it is shown, and has not run.";
