import {html} from "htl";
import {button} from "../button.js";
import {download} from "../download.js";
import {followLinks} from "./followLinks.js";
import {encodeLink, type LinkContent} from "./link.js";
import {type NotebookCells, notebookCells} from "./notebookCells.js";
import {type Notebook, notebookFromMarkdown, notebookToMarkdown} from "./notebookMarkdown.js";
import {loadNotebook, saveNotebook} from "./notebookStore.js";
import {notebookText} from "./notebookText.js";
import {noticeBanner, offerBanner, showBanner} from "./offer.js";
import {pageHost} from "./pageHost.js";

/** Options of notebook. */
export interface NotebookOptions {
  /** Notebooks to begin with. */
  startingPoints: readonly Notebook[];
  invalidation: Promise<unknown>;
}

const empty: Notebook = {title: "My notebook", text: "", cells: [{lang: "js", source: ""}]};

/**
 * Returns a notebook of the reader's own: cells that can be added, edited, moved and removed, kept in the browser,
 * downloaded and opened as Markdown, and shared as a link. It begins empty, or as it was left.
 */
export async function notebook({startingPoints, invalidation}: NotebookOptions): Promise<HTMLElement> {
  const {host, watch} = await pageHost();
  const path = location.pathname;
  let undo: (() => void) | undefined;
  let shown = false;
  let ending = "";

  const title = html`<input
    type="text"
    class="notebook-title"
    aria-label="Title"
    spellcheck="false"
  />` as HTMLInputElement;
  const text = notebookText("", "Text of the notebook, in Markdown", keep);
  const cells: NotebookCells = notebookCells(host, {onChange: keep, say});
  const said = html`<output class="status"></output>`;
  const undoButton = button("Undo", () => {
    const act = undo;
    say("");
    act?.();
  });
  const file = html`<input type="file" accept=".md,.markdown,text/markdown" hidden />` as HTMLInputElement;
  undoButton.hidden = true;

  function current(): Notebook {
    const {markdown} = text;
    const named = title.value.trim() || empty.title;
    return {title: named, text: markdown, cells: cells.cells, ...(ending && {ending})};
  }

  /** What can be undone is the last thing that was said. */
  function say(words: string, act?: () => void): void {
    undo = act;
    undoButton.hidden = !act;
    said.textContent = words;
  }

  function keep(): void {
    if (shown && !saveNotebook(path, {...current(), waits: !cells.hasRun}))
      said.textContent = "This browser keeps no notebook: a reload loses it. Download it as Markdown.";
  }

  function show(next: Notebook): void {
    shown = false; // half of it is not worth keeping
    title.value = next.title;
    text.markdown = next.text;
    ending = next.ending ?? "";
    cells.show(next.cells);
    shown = true;
    keep();
  }

  /** The notebook that was there can be brought back, unless there was nothing in it. */
  function replaceBy(next: Notebook, words: string, {run = true} = {}): void {
    const before = current();
    const ran = cells.hasRun;
    const hadCode = before.cells.some(({source}) => source.trim() !== "");
    show(next);
    if (run) void cells.runAll();
    const restore = () => {
      show(before);
      if (ran) void cells.runAll();
    };
    say(words, hadCode ? restore : undefined);
  }

  function save(): void {
    const markdown = notebookToMarkdown(current());
    const name = title.value
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    download(`${name || "notebook"}.md`, new Blob([markdown], {type: "text/markdown"}));
  }

  /** What a file holds is shown, not run: the reader may not know it. */
  async function openFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    try {
      const opened = notebookFromMarkdown(await chosen.text());
      replaceBy(opened, `${chosen.name} is open, and has not run.`, {run: false});
    } catch (error) {
      say(`${chosen.name}: ${(error as Error).message}`);
    }
  }

  async function copyLink(): Promise<void> {
    try {
      const {cells: made, ...rest} = current();
      const linked = made.map((cell, i) => ({key: String(i), base: "", ...cell}));
      const url = new URL(await encodeLink({...rest, cells: linked}), location.href).href;
      await navigator.clipboard.writeText(url).then(
        () => say("Copied."),
        () => said.replaceChildren(html`<a href=${url}>Link to this notebook</a>`) // a frame may not write there
      );
    } catch (error) {
      say((error as Error).message);
    }
  }

  function offer({
    title: named = "A notebook",
    text: markdown = "",
    ending: last,
    cells: linked
  }: LinkContent): void {
    const made = linked.map(({lang = "js", source, title, text}) => ({
      lang,
      source,
      ...(title && {title}),
      ...(text && {text})
    }));
    const next: Notebook = {title: named, text: markdown, cells: made, ...(last && {ending: last})};
    if (JSON.stringify(next) === JSON.stringify(current())) return;
    showBanner(
      offerBanner({
        heading: "This link carries a notebook.",
        text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser. Undo brings your own notebook back.",
        cells: made.map(({source, title: name}, i) => ({
          title: name ?? `Cell ${i + 1}`,
          before: "",
          after: source
        })),
        run: () => replaceBy(next, "The notebook of the link is open."),
        show: () => replaceBy(next, "The notebook of the link is open, and has not run.", {run: false}),
        ignore: () => {}
      })
    );
  }

  title.addEventListener("input", keep);
  file.addEventListener("change", () => void openFile());
  const kept = loadNotebook(path);
  show(kept ?? empty);
  if (kept && watch.frozen) showBanner(noticeBanner(frozenText));
  else if (kept && !kept.waits) void cells.runAll();
  followLinks(offer, invalidation);

  const points = startingPoints.map((point) =>
    button(point.title, () => replaceBy(point, `“${point.title}” is open.`))
  );
  return html`<section class="notebook" aria-label="Notebook">
    <div class="controls" role="group" aria-label="Start from">
      <span class="muted">Start from</span> ${points}
      ${button("An empty notebook", () => replaceBy(empty, "The notebook is empty."))}
    </div>
    ${title} ${text.element} ${cells.element}
    <div class="controls" role="group" aria-label="Notebook">
      ${button("Add JavaScript", () => cells.add("js"))} ${button("Add TypeScript", () => cells.add("ts"))}
      ${button("Run all", () => void cells.runAll())}
      ${button("Text", text.edit, {label: "Write the notebook's text"})} ${button("Download Markdown", save)}
      ${button("Open Markdown", () => file.click())} ${button("Copy link", () => void copyLink())}
      ${undoButton}
    </div>
    ${said}${file}
  </section>`;
}

const frozenText =
  "This page stopped responding, or was closed by force, while the notebook ran. So it is shown, and has not run.";
