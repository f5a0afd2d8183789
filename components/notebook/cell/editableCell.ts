import type {CompiledCell, CompileOptions} from "../compiler/compileCell.js";
import {type GraphCell, putInPlace} from "../graph/graph.js";
import type {EditableCell} from "./cell.js";
import {type CellCode, createCellCode} from "./cellCode.js";
import {createCellEditing} from "./cellEditing.js";
import type {CellHost} from "./cellHost.js";
import {createCellMessages} from "./cellMessages.js";
import {createCellRuns} from "./cellRuns.js";
import {type CellState, cellView} from "./cellView.js";
import {listenToCells} from "./registry.js";

/** Returns the cell that the build, or a notebook, made *element* for: a bar, a `pre`, and a block for its output. */
export function createEditableCell(element: HTMLElement, host: CellHost): EditableCell {
  const {key = "", title = key, base = "", literals = "{}", lang: language, waits, added} = element.dataset;
  const lang = language === "ts" ? "ts" : "js";
  const view = cellView(element, {
    ...{title, lang},
    edit: () => void cell.open(),
    run: () => void cell.run(),
    reset: () => void cell.reset()
  });
  const code = createCellCode(view.source, {added: added !== undefined, waits: waits !== undefined});
  const messages = createCellMessages({
    view,
    used: () => inGraph?.missing([]) ?? [],
    onBlame: () => host.changed(),
    mark: (place) => editing.editor?.mark(place)
  });
  const editing = createCellEditing({
    ...{title, lang, code, view, host, onChange: update},
    onOpen() {
      update();
      messages.clear();
    },
    onRun: () => void cell.run()
  });
  const runs = createCellRuns({
    place,
    compile: (source) => compile(source, {name: key, lang, resolve: host.resolve, path: host.path}),
    begin: host.begin,
    onRefusal(refused) {
      if (refused) messages.fail(refused.error, refused.place); // what ran before stays in its place
      update();
    }
  });
  let inGraph: GraphCell | undefined;

  /** A notebook's cell has no place in the graph before it runs. */
  async function place(): Promise<GraphCell> {
    const graph = await host.graph;
    inGraph ??= graph[added === undefined ? "adopt" : "add"](view.block, messages.observer);
    return inGraph;
  }

  function update(): void {
    view.follow(stateOf(code));
    host.changed();
  }

  const cell: EditableCell = {
    ...{element, key, title, lang, base, published: code.published},
    settled: messages.settled,
    literals: JSON.parse(literals) as Record<string, unknown>,
    get source() {
      return code.source;
    },
    get ran() {
      return code.ran;
    },
    get origin() {
      return code.origin;
    },
    get edited() {
      return code.edited;
    },
    get blamed() {
      return messages.blamed;
    },
    write(source, by = "own") {
      if (!code.write(source, by)) return;
      editing.show();
      update();
    },
    run: async () => putInPlace([await cell.prepare()]),
    async reset() {
      await putInPlace([await cell.prepare(null)]);
      view.focus();
    },
    prepare: (wanted = code.source) =>
      runs.prepare({
        source: wanted ?? code.published ?? "",
        original: wanted === null || (wanted === code.published && code.initial !== undefined),
        onSuccess(outcome) {
          code.noteRun(wanted);
          if (wanted === null && code.published !== undefined) editing.show();
          messages.succeed(outcome);
          update();
        }
      }),
    open: editing.open,
    addButton: view.addButton,
    async remove() {
      runs.cancel();
      leave();
      editing.editor?.destroy();
      await inGraph?.remove();
    }
  };

  view.onPress((at) => void cell.open(at));
  prefetchNear(element);
  const leave = followCells(() => void host.graph.then(({has}) => messages.followNames(has)));
  if (added === undefined) place().catch(() => {}); // in the preview the graph may lag behind the page
  update();
  return cell;
}

function stateOf({edited, waiting, origin, published, source}: CellCode): CellState {
  const how = origin === "link" ? "edited by a link" : "edited";
  return {
    status: waiting ? "not run yet" : edited ? how : "",
    edited,
    waiting,
    difference: published !== undefined && edited ? [published, source] : undefined
  };
}

/** The compiler is loaded when something is first compiled. */
async function compile(source: string, options: CompileOptions): Promise<CompiledCell> {
  const {compileCell} = await import("../compiler/compileCell.js");
  return compileCell(source, options);
}

/** Calls *listener* after each change of a cell of the page, until the function that this returns is called. */
function followCells(listener: () => void): () => void {
  let leave = () => {};
  listenToCells(listener, new Promise<void>((resolve) => (leave = resolve)));
  return () => leave();
}

/** A reader who comes near will soon edit. What fails now is tried again when it is needed. */
function prefetchNear(element: HTMLElement): void {
  for (const approach of ["pointerenter", "focusin"])
    element.addEventListener(approach, prefetch, {once: true});
}

function prefetch(): void {
  dispatchEvent(new Event("wake")); // what an edit moves must live
  void import("../editor/editor.js").catch(() => {});
  void import("../compiler/compileCell.js").catch(() => {});
}
