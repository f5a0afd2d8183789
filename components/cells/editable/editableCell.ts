import {html} from "htl";
import {button} from "../button.js";
import type {CellEditor} from "./editor.js";
import {errorText} from "./errorText.js";
import type {CellObserver, Graph, GraphCell} from "./graph.js";
import type {CellPlace} from "./locate.js";
import {isRuntimeError} from "./runtime.js";

/** Whose code a cell shows: the page's, the reader's own, or that of a link. */
export type Origin = "page" | "own" | "link";

/** What a cell needs of its page. */
export interface CellHost {
  graph: Promise<Graph>;
  /** Returns the URL of a module that a cell names; throws if the page has none of that name. */
  resolve(specifier: string): string;
  /** The page's own path below the site's root, such as `/lab.md`. */
  path: string;
  /** What the course's modules offer, for completion. */
  api(): Promise<unknown>;
  /** Called before edited code begins to run. */
  begin(): void;
  /** Called when what a cell shows or runs has changed. */
  changed(): void;
}

/** A cell that readers edit. Made by createEditableCell. */
export interface EditableCell {
  readonly element: HTMLElement;
  readonly key: string;
  readonly title: string;
  readonly lang: "js" | "ts";
  /** The hash of the published code. */
  readonly base: string;
  /** The published code; nothing for a cell of the reader's own. */
  readonly published?: string;
  /** What the cell shows. */
  readonly source: string;
  /** What ran last; nothing if nothing has. */
  readonly ran?: string;
  readonly origin: Origin;
  /** Whether it shows or runs something else than was published. */
  readonly edited: boolean;
  /** Numbers, words and truth values that the published code gives names to. */
  readonly literals: Readonly<Record<string, unknown>>;
  /** Shows other code, of the reader's own unless *origin* says otherwise, without running it. */
  write(source: string, origin?: Origin): void;
  /** Runs what the cell shows, and resolves when it is in its place or has been refused. */
  run(): Promise<void>;
  /** Brings the published code back. */
  reset(): Promise<void>;
  /** Opens the editor. */
  open(options?: {at?: MouseEvent; focus?: boolean}): Promise<void>;
  /** Adds a button to its bar. */
  addButton(text: string, label: string, act: () => void): HTMLButtonElement;
  /** Ends what it runs, and its editor. */
  remove(): Promise<void>;
}

/** Returns the cell that the build, or a notebook, made *element* for: a bar, a `pre`, and a block for its output. */
export function createEditableCell(element: HTMLElement, host: CellHost): EditableCell {
  const {key = "", lang, title = key, base = "", waits, added} = element.dataset;
  const bar = element.querySelector<HTMLElement>(".cell-bar")!;
  const code = element.querySelector<HTMLElement>("pre")!;
  const block = element.querySelector<HTMLElement>(".observablehq--block")!;
  const published = added === undefined ? code.textContent.replace(/\n$/, "") : undefined;
  const atFirst = waits === undefined ? published : undefined; // what runs before the reader does anything
  let source = code.textContent.replace(/\n$/, "");
  let ran = atFirst;
  let origin: Origin = "page";
  let turn = 0; // a run that is overtaken by another leaves no trace
  let warning = ""; // what the reader should know of code that runs
  let locate: ((error: unknown) => CellPlace | undefined) | undefined;
  let editor: CellEditor | undefined;
  let opening: Promise<void> | undefined;
  let graphCell: Promise<GraphCell> | undefined;

  const barButton = (text: string, verb: string, act: () => void) =>
    button(text, act, {label: `${verb} ${title}`});
  const status = html`<span class="cell-status" role="status"></span>`;
  const editButton = barButton("Edit", "Edit", () => void cell.open());
  const runButton = barButton("Run", "Run", () => void cell.run());
  const changesButton = barButton("Changes", "Changes of", toggleChanges);
  const resetButton = barButton("Reset", "Reset", () => void cell.reset());
  const buttons = html`<span class="cell-buttons"
    >${editButton}${runButton}${changesButton}${resetButton}</span
  >`;
  runButton.title = "Run this cell and what depends on it (Shift+Enter)";
  resetButton.title = "Back to the published code";
  changesButton.setAttribute("aria-expanded", "false");
  const message = html`<div class="cell-message" role="alert" id=${`${element.id}-message`}></div>`;
  const changes = html`<div class="cell-changes" hidden></div>`;
  bar.append(status, buttons);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Code of ${title}`);
  code.after(changes, message);

  const observer: CellObserver = {
    pending() {
      element.toggleAttribute("data-pending", true);
      clearError();
    },
    fulfilled() {
      element.toggleAttribute("data-pending", false);
      block.removeAttribute("data-stale");
    },
    rejected(error) {
      element.toggleAttribute("data-pending", false);
      void fail(error, locate?.(error));
    }
  };

  function inGraph(): Promise<GraphCell> {
    graphCell ??= host.graph.then((graph) =>
      added === undefined ? graph.adopt(block, observer) : graph.add(block, observer)
    );
    return graphCell;
  }

  async function fail(error: unknown, place?: CellPlace): Promise<void> {
    const input = isRuntimeError(error) ? error.input : undefined;
    const where = place ? ` (line ${place.line}, column ${place.column})` : "";
    const text = errorText(error);
    // Another cell failed, and says why itself; a name that is nowhere defined says so in the error's own words.
    message.textContent = input && !text.includes(input) ? `${input}: ${text}` : `${text}${where}`;
    const outputs = (await inGraph()).missing([]);
    if (outputs.length > 0) message.append(` What depends on ${outputs.join(", ")} keeps its last result.`);
    element.toggleAttribute("data-error", true);
    block.toggleAttribute("data-stale", true);
    editor?.mark(place);
  }

  function clearError(): void {
    message.textContent = warning;
    element.toggleAttribute("data-error", false);
    editor?.mark();
  }

  async function showChanges(): Promise<void> {
    const {differenceView} = await import("./differenceView.js");
    changes.replaceChildren(differenceView(published!, source));
  }

  function toggleChanges(): void {
    changes.hidden = !changes.hidden;
    update();
  }

  function update(): void {
    const waiting = (ran ?? "") !== source;
    element.toggleAttribute("data-edited", cell.edited);
    element.toggleAttribute("data-waiting", waiting);
    editButton.hidden = editor !== undefined;
    changesButton.hidden = resetButton.hidden = published === undefined || !cell.edited;
    if (changesButton.hidden) changes.hidden = true;
    changesButton.setAttribute("aria-expanded", String(!changes.hidden));
    if (!changes.hidden) void showChanges();
    status.textContent = waiting
      ? "not run yet"
      : cell.edited
        ? origin === "link"
          ? "edited by a link"
          : "edited"
        : "";
    host.changed();
  }

  async function show(text: string): Promise<void> {
    source = text;
    if (editor) editor.setDoc(text);
    else {
      const shown = code.querySelector("code")!;
      shown.textContent = `${text}\n`;
      const {highlightCode} = await import("./highlight.js");
      if (source === text) highlightCode(shown, `${text}\n`, cell.lang);
    }
  }

  async function createEditor(): Promise<void> {
    const {createEditor} = await import("./editor.js");
    if (editor) return;
    editor = createEditor({
      doc: source,
      lang: cell.lang,
      label: `Code of ${title}`,
      describedBy: message.id,
      names: async () => (await host.graph).names(),
      api: host.api as never,
      onChange(text) {
        if (text === source) return;
        source = text;
        origin = text === published ? "page" : "own";
        update();
      },
      onRun: () => void cell.run(),
      onLeave(direction) {
        if (direction === "out") status.textContent = "Tab leaves the editor now";
      }
    });
    code.replaceWith(editor.dom);
    update();
  }

  const cell: EditableCell = {
    element,
    key,
    title,
    base,
    published,
    lang: lang === "ts" ? "ts" : "js",
    literals: JSON.parse(element.dataset.literals ?? "{}") as Record<string, unknown>,
    get source() {
      return source;
    },
    get ran() {
      return ran;
    },
    get origin() {
      return origin;
    },
    get edited() {
      return published !== undefined && (source !== published || (ran !== undefined && ran !== published));
    },
    write(text, by = "own") {
      if (text === source) return;
      origin = text === published ? "page" : by;
      void show(text);
      update();
    },
    async run() {
      const text = source;
      const own = ++turn;
      const overtaken = () => own !== turn;
      try {
        const {compileCell} = await import("./compileCell.js");
        const compiled = await compileCell(text, {
          name: key,
          lang: cell.lang,
          resolve: host.resolve,
          path: host.path
        });
        if (overtaken()) return;
        const inPlace = await inGraph();
        const lost = inPlace.missing(compiled.outputs);
        if (text !== published) host.begin();
        warning = lost.length > 0 ? lostText(lost) : "";
        clearError();
        locate = compiled.locate;
        ran = text;
        await inPlace.replace(compiled);
      } catch (error) {
        const {locate: locateFault} = await import("./locate.js");
        if (!overtaken()) await fail(error, locateFault(error)); // what ran before stays in its place
      }
      update();
    },
    async reset() {
      ++turn;
      warning = "";
      clearError();
      if (published !== undefined) void show(published);
      ran = atFirst;
      origin = "page";
      locate = undefined;
      const inPlace = await inGraph();
      if (inPlace.original) await inPlace.replace(inPlace.original);
      if (element.contains(document.activeElement)) (editor ?? editButton).focus();
      update();
    },
    async open({at, focus = true} = {}) {
      try {
        await (opening ??= createEditor());
      } catch (error) {
        opening = undefined;
        message.textContent = `The editor could not be loaded: ${errorText(error)}`;
        return;
      }
      if (at) editor!.selectAt(at.clientX, at.clientY);
      if (focus) editor!.focus();
    },
    addButton(text, label, act) {
      const added = barButton(text, label, act);
      buttons.append(added);
      return added;
    },
    async remove() {
      ++turn;
      editor?.destroy();
      await (await inGraph()).remove();
    }
  };

  code.addEventListener("click", (at) => {
    if (String(getSelection()) === "") void cell.open({at}); // else the reader is copying
  });
  for (const approach of ["pointerenter", "focusin"])
    element.addEventListener(approach, prefetch, {once: true});
  if (added === undefined) void inGraph();
  update();
  return cell;
}

function lostText(names: readonly string[]): string {
  const [be, it] = names.length > 1 ? ["are", "them"] : ["is", "it"];
  return `${names.join(", ")} ${be} no longer defined here. What uses ${it} keeps its last result.`;
}

/** A reader who comes near will soon edit. What fails now is tried again when it is needed. */
function prefetch(): void {
  void import("./editor.js").catch(() => {});
  void import("./compileCell.js").catch(() => {});
}
