import {html} from "htl";
import type {CellHost} from "../cell/cellHost.js";
import {putAside} from "./asideNotebooks.js";
import {mostCells, type NotebookCells, notebookCells} from "./notebookCells.js";
import type {Notebook} from "./notebookMarkdown.js";
import {type KeptNotebook, saveNotebook} from "./notebookStore.js";
import {type NotebookText, notebookText} from "./notebookText.js";
import type {Undos} from "./undos.js";

/** What runs of a notebook that is shown: of each cell what ran when it was kept, all that the cells show, or nothing. */
export type NotebookRun = "kept" | "all" | "none";

/** A notebook that holds nothing yet. */
export const emptyNotebook: Notebook = {title: "My notebook", text: "", cells: [{lang: "js", source: ""}]};

/** What is kept of a notebook besides what its fields and cells hold. */
export type NotebookDetails = Pick<KeptNotebook, "ending" | "due" | "assignment" | "student">;

/** The notebook on its page, which is kept in the browser after every change. Made by openNotebook. */
export interface OpenNotebook {
  readonly title: HTMLInputElement;
  readonly text: NotebookText;
  readonly cells: NotebookCells;
  /** The notebook as it could be shown again. */
  readonly current: KeptNotebook;
  /** Shows *next* in the place of what is there, and keeps it; with **keeps** false, once the reader changes it. */
  show(next: KeptNotebook, run: NotebookRun, options?: {keeps?: boolean}): Promise<void>;
  /**
   * Like show, except that it says *words*, and that Undo brings back what was there, unless that was empty. An assignment that
   * takes the place of something else, or the other way round, puts that aside.
   */
  replaceBy(next: KeptNotebook, words: string, run: NotebookRun): void;
  /** Changes what is kept besides fields and cells. */
  note(details: NotebookDetails): void;
}

/** Options of openNotebook. */
export interface OpenNotebookOptions {
  host: CellHost;
  undos: Undos;
  /** Says something to the reader. */
  say(words: string): void;
  /** Whether the browser is to keep it. Defaults to true. */
  keeps?: boolean;
  /** Called when another notebook is on the page. */
  onShow?(shown: KeptNotebook): void;
}

/** Returns a notebook without cells, to be kept for the page at *path* once something is shown. */
export function openNotebook(
  path: string,
  {host, undos, say, keeps: mayKeep = true, onShow}: OpenNotebookOptions
): OpenNotebook {
  const title = html`<input
    type="text"
    class="notebook-title"
    aria-label="Title"
    spellcheck="false"
  />` as HTMLInputElement;
  const text = notebookText("", "Text of the notebook, in Markdown", keep);
  const cells = notebookCells(host, {onChange: keep, say, offerUndo: undos.offer});
  let shown = false;
  let isOwn = false; // what nobody has changed or chosen need not be put aside
  let details: NotebookDetails = {};
  title.addEventListener("input", keep);

  function current(): KeptNotebook {
    const named = title.value.trim() || emptyNotebook.title;
    return {title: named, text: text.markdown, cells: cells.cells, ...details};
  }

  function keep(): void {
    isOwn ||= shown;
    if (shown && mayKeep && !saveNotebook(path, current()))
      say("This browser keeps no notebook: a reload loses it. Download it as Markdown.");
  }

  async function show(next: KeptNotebook, run: NotebookRun, {keeps = true} = {}): Promise<void> {
    shown = false; // half of it is not worth keeping
    isOwn = keeps;
    title.value = next.title;
    text.markdown = next.text;
    details = detailsOf(next);
    onShow?.(next);
    await cells.show(next.cells, run);
    shown = true;
    if (keeps) keep();
  }

  function replaceBy(next: KeptNotebook, words: string, run: NotebookRun): void {
    if (next.cells.length > mostCells)
      return say(`invalid notebook: ${next.cells.length} cells; a notebook here has at most ${mostCells}`);
    const before = current();
    const isEmpty = before.cells.every(({source}) => source.trim() === "");
    const goesAside = isOwn && !isEmpty && before.assignment?.id !== next.assignment?.id;
    const kept = !goesAside || (mayKeep && putAside(path, before));
    undos.clear(); // they were of the cells that go now
    void show(next, run);
    if (!isEmpty)
      undos.offer(`open “${next.title}”`, () => replaceBy(before, `“${before.title}” is back.`, "kept"));
    say(
      kept
        ? words
        : `${words} This browser does not keep “${before.title}”: Undo brings it back until you leave.`
    );
  }

  return {
    title,
    text,
    cells,
    get current() {
      return current();
    },
    show,
    replaceBy,
    note(changed) {
      details = detailsOf({...details, ...changed});
      keep();
    }
  };
}

/** What is there of the details, and nothing else. */
function detailsOf({ending, due, assignment, student}: NotebookDetails): NotebookDetails {
  return {
    ...(ending && {ending}),
    ...(due && {due}),
    ...(assignment && {assignment}),
    ...(student && {student})
  };
}
