import type {CompiledCell} from "../compiler/compileCell.js";
import type {CellPlace} from "../compiler/locate.js";
import type {CourseApi} from "../editor/courseApi.js";
import type {CellEditor} from "../editor/editor.js";
import type {CellLanguage} from "../compiler/cellParser.js";
import type {CellObserver} from "../graph/defineCell.js";
import {errorText} from "../graph/errorText.js";
import {type CellGraph, type GraphCell, putInPlace} from "../graph/graph.js";
import {isRuntimeError} from "../graph/runtime.js";
import type {EditableCell, Origin} from "./cell.js";
import {cellView} from "./cellView.js";
import {listenToCells} from "./registry.js";

/** What a cell needs of its page. */
export interface CellHost {
  graph: Promise<CellGraph>;
  /** Returns the URL of a module that a cell names; throws if the page has none of that name. */
  resolve(specifier: string): string;
  /** The page's own path below the site's root, such as `/lab.md`. */
  path: string;
  /** What the course's modules offer, for completion. */
  api(): Promise<CourseApi>;
  /** Called before edited code begins to run, and waited for. */
  begin(): Promise<void>;
  /** Called when what a cell shows or runs has changed. */
  changed(): void;
}

/** Returns the cell that the build, or a notebook, made *element* for: a bar, a `pre`, and a block for its output. */
export function createEditableCell(element: HTMLElement, host: CellHost): EditableCell {
  const {key = "", title = key, base = "", waits, added} = element.dataset;
  const lang: CellLanguage = element.dataset.lang === "ts" ? "ts" : "js";
  const view = cellView(element, title, {
    edit: () => void cell.open(),
    run: () => void cell.run(),
    reset: () => void cell.reset()
  });
  const published = added === undefined ? view.source : undefined;
  const atFirst = waits === undefined ? published : undefined; // what runs before the reader does anything
  let {source} = view;
  let ran = atFirst;
  let origin: Origin = "page";
  let turn = 0; // a run that is overtaken by another leaves no trace
  let lost: readonly string[] = []; // names that it no longer defines, though something refers to them
  let hasResult = false;
  let locate: ((error: unknown) => CellPlace | undefined) | undefined;
  let editor: CellEditor | undefined;
  let opening: Promise<void> | undefined;
  let inGraph: GraphCell | undefined;
  let leave = () => {};

  const observer: CellObserver = {
    pending: clearError,
    fulfilled() {
      hasResult = true;
      view.showStale(false);
    },
    rejected: (error) => fail(error, locate?.(error))
  };

  /** A notebook's cell has no place in the graph before it runs. */
  async function takePlace(): Promise<GraphCell> {
    const graph = await host.graph;
    inGraph ??= added === undefined ? graph.adopt(view.block, observer) : graph.add(view.block, observer);
    return inGraph;
  }

  function fail(error: unknown, place?: CellPlace): void {
    const input = isRuntimeError(error) ? error.input : undefined;
    const text = errorText(error);
    const where = place ? ` (line ${place.line}, column ${place.column})` : "";
    // Another cell that failed says why itself; a name that is nowhere defined says so in the error's own words.
    const what = input && !text.includes(input) ? `${input}: ${text}` : `${text}${where}`;
    const used = inGraph?.missing([]) ?? [];
    const last =
      hasResult && used.length > 0 ? `\nWhat depends on ${used.join(", ")} keeps its last result.` : "";
    view.say(what + last, {error: true, alert: !input});
    view.showStale(true);
    editor?.mark(place);
  }

  function clearError(): void {
    view.say(lost.length > 0 ? lostText(lost) : "");
    editor?.mark();
  }

  /** Another cell may define by now what this one did before. */
  function followNames({has}: CellGraph): void {
    if (lost.length === 0) return;
    lost = lost.filter((name) => !has(name));
    if (!element.hasAttribute("data-error")) clearError();
  }

  function update(): void {
    const waiting = (ran ?? "") !== source;
    const edited = origin === "link" ? "edited by a link" : "edited";
    view.follow({
      status: waiting ? "not run yet" : cell.edited ? edited : "",
      edited: cell.edited,
      waiting,
      difference: published !== undefined && cell.edited ? [published, source] : undefined
    });
    host.changed();
  }

  async function compile(text: string): Promise<CompiledCell> {
    const {compileCell} = await import("../compiler/compileCell.js");
    const {resolve, path} = host;
    return compileCell(text, {name: key, lang, resolve, path});
  }

  function show(text: string): void {
    source = text;
    if (editor) editor.setDoc(text);
    else void view.show(text, lang);
  }

  async function createEditor(): Promise<void> {
    const {createEditor} = await import("../editor/editor.js");
    editor = createEditor({
      doc: source,
      lang,
      label: `Code of ${title}`,
      describedBy: view.messageId,
      names: async () => (await host.graph).names(),
      api: host.api,
      onChange(text) {
        if (text === source) return;
        source = text;
        origin = text === published ? "page" : "own";
        update();
      },
      onRun: () => void cell.run(),
      onLeave: (direction) => direction === "out" && view.note("Tab leaves the editor now"),
      onBlur: update
    });
    view.showEditor(editor);
    update();
  }

  const cell: EditableCell = {
    element,
    key,
    title,
    lang,
    base,
    published,
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
      show(text);
      update();
    },
    async run() {
      await putInPlace([await cell.prepare()]);
    },
    async reset() {
      await putInPlace([await cell.prepare(null)]);
      view.focus();
    },
    async prepare(wanted = source) {
      const own = ++turn;
      const text = wanted ?? published ?? "";
      const toFirst = wanted === null || (text === published && atFirst !== undefined);
      const isDue = () => own === turn;
      const refuse = async (error: unknown) => {
        const {locate: locateFault} = await import("../compiler/locate.js");
        if (isDue()) fail(error, locateFault(error)); // what ran before stays in its place
        update();
      };
      try {
        const place = await takePlace();
        const compiled = toFirst && place.original ? undefined : await compile(text);
        const definition = compiled ?? place.original!;
        if (!isDue()) return undefined;
        let missing: string[] = [];
        return {
          cell: place,
          definition,
          get isDue() {
            return isDue();
          },
          async begin() {
            missing = place.missing(definition.outputs);
            if (compiled) await host.begin();
          },
          succeed() {
            if (wanted === null && published !== undefined) show(published);
            if (source === published) origin = "page";
            ran = wanted === null ? atFirst : text;
            locate = compiled?.locate;
            lost = missing;
            clearError();
            update();
          },
          refuse
        };
      } catch (error) {
        await refuse(error);
        return undefined;
      }
    },
    async open(at) {
      try {
        if (!editor) {
          await (opening ??= createEditor());
          clearError();
        }
      } catch (error) {
        opening = undefined;
        return view.say(`The editor could not be loaded: ${errorText(error)}`, {error: true});
      }
      if (at) editor!.selectAt(at.clientX, at.clientY);
      editor!.focus();
    },
    addButton: view.addButton,
    async remove() {
      ++turn;
      leave();
      editor?.destroy();
      await inGraph?.remove();
    }
  };

  view.onPress((at) => void cell.open(at));
  for (const approach of ["pointerenter", "focusin"])
    element.addEventListener(approach, prefetch, {once: true});
  const left = new Promise<void>((resolve) => (leave = resolve));
  listenToCells(() => void host.graph.then(followNames), left);
  if (added === undefined) takePlace().catch(() => {}); // in the preview the graph may lag behind the page
  update();
  return cell;
}

function lostText(names: readonly string[]): string {
  const [be, it] = names.length > 1 ? ["are", "them"] : ["is", "it"];
  return `${names.join(", ")} ${be} no longer defined here. What uses ${it} keeps its last result.`;
}

/** A reader who comes near will soon edit. What fails now is tried again when it is needed. */
function prefetch(): void {
  void import("../editor/editor.js").catch(() => {});
  void import("../compiler/compileCell.js").catch(() => {});
}
