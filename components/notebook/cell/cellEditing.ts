import {unopenedText} from "../../fields/lostDownload.js";
import type {CellLanguage} from "../compiler/cellParser.js";
import type {CellEditor} from "../editor/editor.js";
import type {CellCode} from "./cellCode.js";
import type {CellHost} from "./cellHost.js";
import type {CellView} from "./cellView.js";
import {promptOf} from "./prompt.js";

/** How a reader sees and edits the code of a cell: as text, and in an editor once it is opened. Made by createCellEditing. */
export interface CellEditing {
  /** The editor, once it is open. */
  readonly editor?: CellEditor;
  /** Opens the editor, with the cursor where *at* was pressed; says so if it cannot be loaded. */
  open(at?: MouseEvent): Promise<void>;
  /** Shows the cell's code anew. */
  show(): void;
}

/** Options of createCellEditing. */
export interface CellEditingOptions {
  title: string;
  lang: CellLanguage;
  code: CellCode;
  view: CellView;
  host: Pick<CellHost, "graph" | "api">;
  /** Called once, when the editor is open. */
  onOpen(): void;
  /** Called after each change by the reader, and when the focus has left the editor. */
  onChange(): void;
  /** Called when the reader runs the cell by a key. */
  onRun(): void;
}

/** Returns the editing of a cell whose code is shown as text. */
export function createCellEditing(options: CellEditingOptions): CellEditing {
  const {code, view, onOpen} = options;
  let editor: CellEditor | undefined;
  let opening: Promise<CellEditor> | undefined;

  async function load(): Promise<CellEditor> {
    editor = await openEditor(options);
    view.showEditor(editor);
    onOpen();
    return editor;
  }

  return {
    get editor() {
      return editor;
    },
    async open(at) {
      let opened: CellEditor;
      try {
        opened = await (opening ??= load());
      } catch (error) {
        opening = undefined; // so that the next press tries again
        return view.say(`The editor could not be loaded: ${unopenedText(error)}`, {error: true});
      }
      if (at) opened.selectAt(at.clientX, at.clientY);
      opened.focus();
    },
    show() {
      if (editor) editor.setDoc(code.source);
      else void view.show(code.source);
    }
  };
}

async function openEditor(options: CellEditingOptions): Promise<CellEditor> {
  const {title, lang, code, view, host, onChange, onRun} = options;
  const {createEditor} = await import("../editor/editor.js");
  return createEditor({
    doc: code.source,
    lang,
    label: `Code of ${title}`,
    prompt: promptOf(lang),
    describedBy: view.messageId,
    names: async () => (await host.graph).names(),
    api: host.api,
    onChange: (source) => code.write(source, "own") && onChange(),
    onRun,
    onLeave: (direction) => direction === "out" && view.note("Tab leaves the editor now"),
    onRefuse: (told) => view.say(told, {error: true}),
    onBlur: onChange
  });
}
