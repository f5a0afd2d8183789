import {html} from "htl";
import {button} from "../../widgets/button.js";
import type {CellLanguage} from "../compiler/cellParser.js";
import type {CellEditor} from "../editor/editor.js";
import {cellChanges, type Difference} from "./cellChanges.js";
import {promptOf} from "./prompt.js";

/** What the buttons of a cell do. */
export interface CellActions {
  edit(): void;
  run(): void;
  reset(): void;
}

/** What a cell shows of its state. */
export interface CellState {
  /** In a word or two, beside the title. */
  status: string;
  edited: boolean;
  /** Whether it shows something else than it runs. */
  waiting: boolean;
  /** The published version and the one shown; absent where they are the same. */
  difference?: Difference;
}

/** A cell on its page: a bar, its code or an editor, what is wrong with it, and its output. */
export interface CellView {
  /** Where its output is. */
  readonly block: HTMLElement;
  /** The source that the page came with. */
  readonly source: string;
  /** The id of the element that says what is wrong. */
  readonly messageId: string;
  /** Whether it says that something is wrong. */
  readonly hasError: boolean;
  follow(state: CellState): void;
  /** Says something beside the title, until the state changes. */
  note(text: string): void;
  /** Says something below the code: what is wrong, or what the reader should know; or nothing. An alert is read out. */
  say(text: string | HTMLElement, options?: {error: boolean; alert?: boolean}): void;
  /** Marks the output as the last one that succeeded. */
  showStale(stale: boolean): void;
  /** Puts *source* in the place of the code. */
  show(source: string): Promise<void>;
  /** Puts an editor in the place of the code. */
  showEditor(editor: CellEditor): void;
  addButton(text: string, label: string, act: () => void): HTMLButtonElement;
  /** Calls *listener* when the code is pressed, but not when it was selected. */
  onPress(listener: (at: MouseEvent) => void): void;
  /** Moves the focus to the code, or to what opens it, if it is in this cell. */
  focus(): void;
}

/** Returns the view of the cell that the build, or a notebook, made *element* for. */
export function cellView(
  element: HTMLElement,
  {title, lang, edit, run, reset}: CellActions & {title: string; lang: CellLanguage}
): CellView {
  const bar = element.querySelector<HTMLElement>(".cell-bar")!;
  const code = element.querySelector<HTMLElement>("pre")!;
  const block = element.querySelector<HTMLElement>(".observablehq--block")!;
  const status = html`<span class="cell-status" role="status"></span>`;
  const message = html`<div class="cell-message" role="note" id=${`${element.id}-message`}></div>`;
  const buttons = html`<span class="cell-buttons"></span>`;
  const editButton = addButton("Edit", "Edit", edit);
  const runButton = addButton("Run", "Run", run);
  const changesButton = addButton("Changes", "Changes of", () => changes.toggle());
  const changes = cellChanges(changesButton);
  const resetButton = addButton("Reset", "Reset", reset);
  let editor: CellEditor | undefined;
  runButton.title = "Run this cell and what depends on it (Shift+Enter)";
  resetButton.title = "Back to the published code";
  const embedLink = bar.querySelector(".embed-link"); // the build put it there
  bar.append(status, buttons);
  if (embedLink) buttons.append(embedLink);
  bar.setAttribute("role", "group");
  bar.tabIndex = -1; // a finger on it shows the buttons (style/cells.css)
  bar.setAttribute("aria-label", `Code of ${title}`);
  code.after(changes.element, message);
  showPrompt();

  /** The style sheet puts it in the place of code. */
  function showPrompt(): void {
    if (code.textContent.trim() === "") code.dataset.prompt = promptOf(lang);
    else delete code.dataset.prompt;
  }

  function addButton(text: string, verb: string, act: () => void): HTMLButtonElement {
    const added = button(text, act, {label: `${verb} ${title}`});
    buttons.append(added);
    return added;
  }

  return {
    block,
    source: code.textContent.replace(/\n$/, ""),
    messageId: message.id,
    get hasError() {
      return element.hasAttribute("data-error");
    },
    follow(state) {
      element.toggleAttribute("data-edited", state.edited);
      element.toggleAttribute("data-waiting", state.waiting);
      editButton.hidden = editor !== undefined;
      changesButton.hidden = resetButton.hidden = state.difference === undefined;
      if (status.textContent !== state.status) status.textContent = state.status; // else a screen reader reads it out at each key
      changes.follow(state.difference);
    },
    note(text) {
      status.textContent = text;
    },
    say(text, {error, alert = error} = {error: false}) {
      message.setAttribute("role", alert ? "alert" : "note");
      if (message.textContent !== (typeof text === "string" ? text : text.textContent))
        message.replaceChildren(text);
      element.toggleAttribute("data-error", error);
    },
    showStale: (stale) => void block.toggleAttribute("data-stale", stale),
    async show(source) {
      const shown = code.querySelector("code")!;
      const text = `${source}\n`;
      shown.textContent = text;
      showPrompt();
      const {highlightCode} = await import("../editor/highlight.js");
      try {
        if (shown.textContent === text) highlightCode(shown, text, lang);
      } catch {
        // code of too many levels stays without colours
      }
    },
    showEditor(opened) {
      editor = opened;
      code.replaceWith(editor.dom);
    },
    addButton,
    onPress(listener) {
      code.addEventListener("click", (at) => {
        if (String(getSelection()) === "") listener(at);
      });
    },
    focus() {
      if (element.contains(document.activeElement)) (editor ?? editButton).focus();
    }
  };
}
