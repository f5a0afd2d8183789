import {html} from "htl";
import {button} from "../../widgets/button.js";
import {download} from "../../widgets/download.js";
import {encodeLink, type LinkContent} from "../edits/link.js";
import {followLinks} from "../page/followLinks.js";
import {pageHost} from "../page/pageHost.js";
import {noticeBanner, reviewBanner, showBanner} from "../page/reviewEdits.js";
import {mostCells, type NotebookCells, notebookCells} from "./notebookCells.js";
import {type Notebook, notebookFromMarkdown, notebookToMarkdown} from "./notebookMarkdown.js";
import {type KeptNotebook, loadNotebook, saveNotebook, storageKey} from "./notebookStore.js";
import {notebookText} from "./notebookText.js";
import {createUndos} from "./undos.js";

/** Options of notebook. */
export interface NotebookOptions {
  /** Notebooks to begin with. */
  startingPoints: readonly Notebook[];
  invalidation: Promise<unknown>;
}

/** What runs of a notebook that is shown: of each cell what ran when it was kept, all that the cells show, or nothing. */
type Run = "kept" | "all" | "none";

const empty: Notebook = {title: "My notebook", text: "", cells: [{lang: "js", source: ""}]};

/**
 * Returns a notebook of the reader's own: cells that can be added, edited, moved and removed, kept in the browser,
 * downloaded and opened as Markdown, and shared as a link. It begins empty, or as it was left.
 */
export async function notebook({startingPoints, invalidation}: NotebookOptions): Promise<HTMLElement> {
  const {host, watch} = await pageHost();
  const path = location.pathname;
  let shown = false;
  let ending = "";

  const title = html`<input
    type="text"
    class="notebook-title"
    aria-label="Title"
    spellcheck="false"
  />` as HTMLInputElement;
  const text = notebookText("", "Text of the notebook, in Markdown", keep);
  const said = html`<output class="status"></output>`;
  const undos = createUndos(say);
  const cells: NotebookCells = notebookCells(host, {onChange: keep, say, offerUndo: undos.offer});
  const file = html`<input type="file" accept=".md,.markdown,text/markdown" hidden />` as HTMLInputElement;

  function current(): KeptNotebook {
    const {markdown} = text;
    const named = title.value.trim() || empty.title;
    return {title: named, text: markdown, cells: cells.cells, ...(ending && {ending})};
  }

  function say(words: string): void {
    said.textContent = words;
  }

  function keep(): void {
    if (shown && !saveNotebook(path, current()))
      say("This browser keeps no notebook: a reload loses it. Download it as Markdown.");
  }

  async function show(next: KeptNotebook, run: Run): Promise<void> {
    shown = false; // half of it is not worth keeping
    title.value = next.title;
    text.markdown = next.text;
    ending = next.ending ?? "";
    await cells.show(next.cells, run);
    shown = true;
    keep();
  }

  /** The notebook that was there can be brought back, unless there was nothing in it. */
  function replaceBy(next: KeptNotebook, words: string, run: Run): void {
    if (next.cells.length > mostCells)
      return say(`invalid notebook: ${next.cells.length} cells; a notebook here has at most ${mostCells}`);
    const before = current();
    undos.clear(); // they were of the cells that go now
    void show(next, run);
    if (before.cells.some(({source}) => source.trim() !== ""))
      undos.offer(`open “${next.title}”`, () => replaceBy(before, `“${before.title}” is back.`, "kept"));
    say(words);
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
      replaceBy(
        notebookFromMarkdown(await chosen.text()),
        `${chosen.name} is open, and has not run.`,
        "none"
      );
    } catch (error) {
      say(`${chosen.name}: ${(error as Error).message}`);
    }
  }

  async function copyLink(): Promise<void> {
    try {
      const {cells: made, ...rest} = current();
      const linked = made.map(({ran: _, ...cell}, i) => ({key: String(i), base: "", ...cell}));
      const url = new URL(await encodeLink({...rest, cells: linked}), location.href).href;
      await navigator.clipboard.writeText(url).then(
        () => say("Copied."),
        () => said.replaceChildren(html`<a href=${url}>Link to this notebook</a>`) // a frame may not write there
      );
    } catch (error) {
      say((error as Error).message);
    }
  }

  function offer(content: LinkContent, done?: () => void): void {
    const next = linkedNotebook(content);
    const open = (words: string, run: Run) => {
      replaceBy(next, words, run);
      done?.();
    };
    showBanner(
      reviewBanner({
        heading: "This link carries a notebook.",
        text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser. Undo brings your own notebook back.",
        prose: [next.title, next.text, ...next.cells.map(({text = ""}) => text), next.ending ?? ""].filter(
          Boolean
        ),
        cells: next.cells.map(({lang, source, title}, i) => ({
          ...{title: title ?? `Cell ${i + 1}`, lang, before: "", after: source}
        })),
        run: () => open("The notebook of the link is open.", "all"),
        show: () => open("The notebook of the link is open, and has not run.", "none"),
        ignore: () => done?.()
      })
    );
  }

  function followOtherTabs({key}: StorageEvent): void {
    if (key === storageKey(path))
      say("This notebook was changed in another tab. Reload to see that; a change here overwrites it.");
  }

  title.addEventListener("input", keep);
  file.addEventListener("change", () => void openFile());
  addEventListener("storage", followOtherTabs);
  void invalidation.then(() => removeEventListener("storage", followOtherTabs));
  const kept = loadNotebook(path);
  const frozen = kept !== undefined && (await watch.frozen());
  if (frozen) showBanner(noticeBanner(frozenText));
  void show(kept ?? empty, frozen ? "none" : "kept");
  followLinks(offer, invalidation, {unchanged: "Your notebook is as it was."});

  const points = startingPoints.map((point) =>
    button(point.title, () => replaceBy(point, `“${point.title}” is open.`, "all"))
  );
  return html`<section class="notebook" aria-label="Notebook">
    <div class="controls" role="group" aria-label="Start from">
      <span class="muted">Start from</span> ${points}
      ${button("An empty notebook", () => replaceBy(empty, "The notebook is empty.", "none"))}
    </div>
    ${title} ${text.element} ${cells.element}
    <div class="controls" role="group" aria-label="Notebook">
      ${button("Add JavaScript", () => cells.add("js"))} ${button("Add TypeScript", () => cells.add("ts"))}
      ${button("Run all", () => void cells.runAll())}
      ${button("Text", text.edit, {label: "Write the notebook's text"})} ${button("Download Markdown", save)}
      ${button("Open Markdown", () => file.click())} ${button("Copy link", () => void copyLink())}
      ${undos.button}
    </div>
    ${said}${file}
  </section>`;
}

function linkedNotebook({title = "A notebook", text = "", ending, cells}: LinkContent): Notebook {
  const made = cells.map(({lang = "js", source, title, text}) => ({
    ...{lang, source},
    ...(title && {title}),
    ...(text && {text})
  }));
  return {title, text, cells: made, ...(ending && {ending})};
}

const frozenText =
  "This page stopped responding, or was closed by force, while the notebook ran. So it is shown, and has not run.";
