import {html} from "htl";
import type {ClassAssignment} from "../../assignment/assignment.js";
import {faultText} from "../../fields/english.js";
import {faultsOf} from "../../fields/fault.js";
import {button} from "../../widgets/button.js";
import {editsOff} from "../edits/editsOff.js";
import type {CellLinkContent} from "../edits/link.js";
import {followLinks} from "../page/followLinks.js";
import {pageHost} from "../page/pageHost.js";
import {notebookAside} from "./asideNotebooks.js";
import {assignmentPlaces} from "./assignmentPlaces.js";
import {downloadNotebook, notebookFileInput} from "./notebookFile.js";
import {storageKey} from "./notebookKey.js";
import {linkedNotebook, notebookUrl, reviewNotebook} from "./notebookLink.js";
import type {Notebook} from "./notebookMarkdown.js";
import {type KeptNotebook, loadNotebook} from "./notebookStore.js";
import {emptyNotebook, type NotebookRun, type OpenNotebook, openNotebook} from "./openNotebook.js";
import {receivedNotebook} from "./receivedNotebook.js";
import {createUndos} from "./undos.js";

/** Options of notebook. */
export interface NotebookOptions {
  /** Notebooks to begin with. */
  startingPoints: readonly Notebook[];
  invalidation: Promise<unknown>;
}

/**
 * Returns a notebook of the reader's own: cells that can be added, edited, moved and removed, kept in the browser,
 * downloaded and opened as Markdown, and shared as a link. It begins as it was left, or with the first of the
 * **startingPoints**, which has run when it is returned, so that it takes the place of what the build has drawn.
 */
export async function notebook({startingPoints, invalidation}: NotebookOptions): Promise<HTMLElement> {
  const {host, watch} = await pageHost();
  const path = location.pathname;
  const status = html`<output class="status"></output>`;
  const say = (words: string) => void (status.textContent = words);
  const undos = createUndos(say);
  const off = editsOff();
  const places = assignmentPlaces(path);
  const onShow = (shown: KeptNotebook) => places.follow(open, shown);
  const open: OpenNotebook = openNotebook(path, {host, undos, say, keeps: !off, onShow});

  followOtherTabs(path, say, invalidation);
  const kept = loadNotebook(path);
  if (kept && off) (await import("../page/notRun.js")).tellOfEditsOff("Your own notebook is");
  if (kept && !off) {
    const visit = await watch.lastVisit();
    if (visit !== "fine") (await import("../page/notRun.js")).tellOfVisit(visit, notRun);
    void open.show(kept, visit === "fine" ? "kept" : "none").then(watch.settle);
  } else {
    await open.show(startingPoints[0] ?? emptyNotebook, "all", {keeps: false});
    await Promise.all([open.cells.settled(), places.settled]); // so that nothing moves when it takes the drawing's place
  }
  followLinks((content, done) => offerLinked(content, {open, path}, done), invalidation, {
    unchanged: "Your notebook is as it was."
  });
  return html`<section class="notebook" aria-label="Notebook">
    ${startingButtons(startingPoints, open)} ${places.aside} ${open.title} ${places.head} ${open.text.element}
    ${open.cells.element} ${places.element} ${toolbar(open, {status, say, undoButton: undos.button})}
    ${status}
  </section>`;
}

function startingButtons(startingPoints: readonly Notebook[], {replaceBy}: OpenNotebook): HTMLElement {
  const points = startingPoints.map((point) =>
    button(point.title, () => replaceBy(point, `“${point.title}” is open.`, "all"))
  );
  return html`<div class="controls" role="group" aria-label="Start from">
    <span class="muted">Start from</span> ${points}
    ${button("An empty notebook", () => replaceBy(emptyNotebook, "The notebook is empty.", "none"))}
  </div>`;
}

/** What a toolbar needs besides its notebook. */
interface ToolbarOptions {
  /** Shows readers what has been done. */
  status: HTMLElement;
  say(words: string): void;
  undoButton: HTMLButtonElement;
}

function toolbar(open: OpenNotebook, {status, say, undoButton}: ToolbarOptions): HTMLElement {
  const {cells, text, title} = open;
  // What a file holds is shown, not run: the reader may not know it.
  const file = notebookFileInput(
    (opened, name) => open.replaceBy(opened, `${name} is open, and has not run.`, "none"),
    say
  );
  return html`<div class="controls" role="group" aria-label="Notebook">
    ${button("Add JavaScript", () => cells.add({lang: "js"}))}
    ${button("Add TypeScript", () => cells.add({lang: "ts"}))} ${button("Run all", () => void cells.runAll())}
    ${button("Text", text.edit, {label: "Write the notebook's text"})}
    ${button("Download Markdown", () => downloadNotebook(open.current, title.value))}
    ${button("Open file", () => file.click())} ${button("Copy link", () => void copyLink(open, status))}
    ${undoButton} ${file}
  </div>`;
}

async function copyLink({current}: OpenNotebook, status: HTMLElement): Promise<void> {
  try {
    const url = await notebookUrl(current);
    await navigator.clipboard.writeText(url).then(
      () => (status.textContent = "Copied."),
      () => status.replaceChildren(html`<a href=${url}>Link to this notebook</a>`) // a frame may not write there
    );
  } catch (error) {
    status.textContent = (error as Error).message;
  }
}

/** What a link's notebook is offered to. */
interface LinkPlace {
  open: OpenNotebook;
  path: string;
}

/** Shows what a link carries before any of it runs. An assignment that this browser knows comes back as it was left. */
async function offerLinked(
  content: CellLinkContent,
  {open, path}: LinkPlace,
  done: () => void
): Promise<void> {
  const linked = linkedNotebook(content);
  const next = receivedOf(linked);
  if (next.assignment && (await bringBack(next.assignment, {open, path}))) return done();
  const named = next.assignment ? "assignment" : "notebook";
  const accept = (words: string, run: NotebookRun) => {
    open.replaceBy(next, words, run);
    done();
  };
  await reviewNotebook(linked, {
    run: () => accept(`The ${named} of the link is open.`, "all"),
    show: () => accept(`The ${named} of the link is open, and has not run.`, "none"),
    ignore: done
  });
}

/** Throws, in words for readers, what is wrong with an assignment. */
function receivedOf(linked: Notebook): KeptNotebook {
  try {
    return receivedNotebook(linked);
  } catch (cause) {
    const faults = faultsOf(cause);
    throw faults
      ? new RangeError(`this link's assignment: ${faults.map(faultText).join("; ")}`, {cause})
      : cause;
  }
}

/** Shows the student's own work on an assignment, if there is any, and returns whether there is. Nothing of it runs by itself. */
async function bringBack({id, title}: ClassAssignment, {open, path}: LinkPlace): Promise<boolean> {
  const isOpen = open.current.assignment?.id === id;
  const kept = isOpen ? undefined : notebookAside(path, id);
  if (kept) open.replaceBy(kept, `“${title}” is back, as you left it, and has not run.`, "none");
  if (!isOpen && !kept) return false;
  const {noticeBanner, showBanner} = await import("../page/reviewEdits.js");
  showBanner(
    noticeBanner(`You have begun “${title}” before: here is your work, which a link does not change.`)
  );
  return true;
}

function followOtherTabs(path: string, say: (words: string) => void, invalidation: Promise<unknown>): void {
  function listen({key}: StorageEvent): void {
    if (key === storageKey(path))
      say("This notebook was changed in another tab. Reload to see that; a change here overwrites it.");
  }
  addEventListener("storage", listen);
  void invalidation.then(() => removeEventListener("storage", listen));
}

const notRun = {ran: "the notebook ran", shown: "it is shown, and has not run"};
