import {defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory} from "@codemirror/commands";
import {bracketMatching, indentOnInput, syntaxHighlighting} from "@codemirror/language";
import {Compartment, EditorState, type Extension} from "@codemirror/state";
import {EditorView, type KeyBinding, keymap, placeholder} from "@codemirror/view";
import type {CellLanguage} from "../compiler/cellParser.js";
import {mostLetters} from "../compiler/mostLetters.js";
import type {Knowledge} from "./assistance.js";
import {cellLanguage} from "./cellLanguage.js";
import {changeTo} from "./changeTo.js";
import {errorMark, type ErrorPlace, markError} from "./errorMark.js";
import {highlighter} from "./highlight.js";
import {leaveByTab} from "./leaveByTab.js";

/** What an editor edits, what it knows, and what it calls. */
export interface EditorOptions extends Knowledge {
  doc: string;
  lang: CellLanguage;
  /** Its spoken name. */
  label: string;
  /** What stands there as long as there is no text. */
  prompt: string;
  /** The ids of elements that describe it further, separated by spaces. */
  describedBy?: string;
  /** Called after each change, by the reader or by `setDoc`, with the whole text. */
  onChange(doc: string): void;
  /** Called on Shift-Enter, Control-Enter and Command-Enter. */
  onRun(): void;
  /** Called on Escape, with "out": the next Tab leaves the editor. */
  onLeave(direction: "out"): void;
  /** Called with what readers are *told* where they write or paste more than a cell holds; the text is left as it was. */
  onRefuse(told: string): void;
  /** Called when the focus has left the editor. */
  onBlur?(): void;
}

/** An open editor. */
export interface CellEditor {
  dom: HTMLElement;
  focus(): void;
  destroy(): void;
  /** Replaces the text, which can be undone; the cursor stays where the text around it does. */
  setDoc(text: string): void;
  /** Puts the cursor where a point of the window is, in pixels. */
  selectAt(x: number, y: number): void;
  /** Marks where an error is; without a place, takes the mark away. */
  mark(at?: ErrorPlace): void;
}

/** Screen readers read it out after an editor's name. */
const keysText = "Shift-Enter runs. Tab indents; press Escape, then Tab, to leave.";

let editors = 0; // for ids

/** Returns an editor, to be put on a page. It looks as src/style/editor.css says. */
export function createEditor(options: EditorOptions): CellEditor {
  const {doc, lang, prompt, onChange, onLeave, onRefuse, onBlur} = options;
  const help = new Compartment();
  let helped: Promise<void> | undefined;
  const keys = keysElement();
  const view = new EditorView({
    doc,
    extensions: [
      keymap.of(runKeys(options)),
      history(),
      indentOnInput(),
      bracketMatching(),
      refuseLongText(onRefuse),
      help.of([]), // before the keys below: an open list of completions has them first
      leaveByTab((direction) => direction === "out" && onLeave(direction)),
      EditorView.domEventHandlers({blur: () => onBlur?.()}),
      cellLanguage(lang),
      syntaxHighlighting(highlighter),
      errorMark,
      placeholder(prompt),
      EditorState.tabSize.of(2),
      EditorView.editorAttributes.of({class: "cell-editor"}),
      EditorView.contentAttributes.of(contentAttributes(options, keys.id)),
      EditorView.updateListener.of(({docChanged, state}) => {
        if (docChanged) onChange(state.doc.toString());
      }),
      keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab])
    ]
  });
  view.dom.append(keys);
  for (const sign of ["keydown", "pointermove"])
    view.dom.addEventListener(sign, () => void (helped ??= assist()), {once: true});

  /** Completion and tips are loaded for those who begin to write: others only run a cell, or change it by a slider. */
  async function assist(): Promise<void> {
    const {assistance} = await import("./assistance.js");
    view.dispatch({effects: help.reconfigure(assistance(options))});
  }

  return {
    dom: view.dom,
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    setDoc: (text) =>
      view.dispatch({
        changes: changeTo(text, view.state.doc.toString()),
        annotations: isolateHistory.of("full")
      }),
    selectAt: (x, y) => view.dispatch({selection: {anchor: view.posAtCoords({x, y}, false)}}),
    mark: (at) => view.dispatch({effects: markError.of(at)})
  };
}

/** Refuses what a reader adds to a text that is longer than what is run: a browser lays out a megabyte for seconds. */
function refuseLongText(onRefuse: EditorOptions["onRefuse"]): Extension {
  return EditorState.changeFilter.of((transaction) => {
    const {length} = transaction.newDoc;
    if (
      !transaction.isUserEvent("input") ||
      length <= mostLetters ||
      length <= transaction.startState.doc.length
    )
      return true;
    const [all, most] = [length, mostLetters].map((letters) => letters.toLocaleString("en"));
    onRefuse(`Not taken: that makes ${all} letters, and a cell holds at most ${most}.`);
    return false;
  });
}

function runKeys({onRun}: EditorOptions): KeyBinding[] {
  const run = () => {
    onRun();
    return true;
  };
  return ["Shift-Enter", "Mod-Enter"].map((key) => ({key, preventDefault: true, run}));
}

function keysElement(): HTMLElement {
  const element = document.createElement("span");
  element.id = `cell-editor-keys-${++editors}`;
  element.className = "visually-hidden";
  element.textContent = keysText;
  return element;
}

/** CodeMirror itself sets spell-checking, correction and capitals off. */
function contentAttributes({label, describedBy}: EditorOptions, keysId: string): Record<string, string> {
  return {"aria-label": label, "aria-describedby": [describedBy, keysId].filter(Boolean).join(" ")};
}
