import {Runtime} from "observablehq:runtime";
import {FileAttachment, Generators, Mutable, resize} from "observablehq:stdlib";
import type {Addressed} from "../embed/addressed.js";
import {defineCell} from "../notebook/graph/defineCell.js";
import {type DisplayPlace, displayPlace} from "../notebook/graph/display.js";
import {errorText} from "../notebook/graph/errorText.js";
import {type CellDefinition, isRuntimeError, type Module} from "../notebook/graph/runtime.js";
import {drawnPlaces, rootsIn} from "../page/drawn.js";
import type {PageCell} from "../page/startCells.js";

/** A cell of a page as Framework compiles it. */
export interface RunnableCell extends PageCell {
  /** Whether it stands in a line of text. */
  mode?: string;
  inputs?: readonly string[];
  body: CellDefinition["body"];
}

/** The cells of a page, and where their files were registered from. */
export interface FigurePage {
  cells: readonly RunnableCell[];
  /** The address of the document in which the page's code was loaded: files are registered relative to it. */
  base: string;
}

/** Cells that compute what they show. */
export interface RunningCells {
  /** Resolves when each of them has shown something, or has failed and said so. */
  readonly shown: Promise<unknown>;
  /** Ends them, and what they train. */
  end(): void;
}

/** The name by which a page's cells ask what its address says: components/embed/addressed.ts. */
const addressed = "addressed";

/**
 * Computes those cells of a *page* that have a place below *top*, in a graph of their own: Framework's client has one a document,
 * and looks for places in that only. What they show takes the place of what was drawn there. A cell that reads its page's address
 * is given *query* instead, and no key under which to keep anything.
 */
export function runCells({cells, base}: FigurePage, top: Element, query: URLSearchParams): RunningCells {
  const runtime = new Runtime({
    FileAttachment: () => (name: string) => FileAttachment(name, base),
    Generators: () => Generators,
    Mutable: () => Mutable,
    resize: () => resize
  });
  const main = runtime.module() as Module;
  const roots = rootsIn(top);
  const drawn = new Map(drawnPlaces(top).map(({root, nodes}) => [root, nodes]));
  const ask = (): Addressed => ({query: new URLSearchParams(query)});

  function run(cell: RunnableCell): Promise<void> {
    const root = roots.get(cell.id)!;
    const place = placeBefore(root, cell.mode === "inline");
    place.take(drawn.get(root) ?? []);
    return new Promise((done) => {
      const observer = {
        pending() {},
        fulfilled: () => done(),
        rejected(error: unknown) {
          done();
          if (isRuntimeError(error)) return; // another cell has said what is wrong
          place.clear();
          place.show(errorNote(error));
        }
      };
      const {inputs = [], outputs = [], body} = cell;
      const own = outputs.includes(addressed) ? given(body, {[addressed]: ask}) : body;
      defineCell(main, {inputs, outputs, body: own}, {block: root.parentElement!, place, observer});
    });
  }

  const here = cells.filter(({id}) => roots.has(id));
  return {shown: Promise.all(here.map(run)), end: () => runtime.dispose()};
}

/** Returns a cell's body whose names have other values where *others* has them. */
function given(
  body: CellDefinition["body"],
  others: Readonly<Record<string, unknown>>
): CellDefinition["body"] {
  return async (...values) => ({...((await body(...values)) as object), ...others});
}

/** Like displayPlace, except that it is in front of a *root*, as Framework's is; a text in a line of text is that text. */
function placeBefore(root: Comment, inline: boolean): DisplayPlace {
  const place = displayPlace({append: (...nodes) => root.before(...nodes)});
  if (!inline) return place;
  const text = (value: unknown) => (value instanceof Node ? value : new Text(String(value)));
  return {
    ...place,
    show(value) {
      const isList = typeof value === "object" && value !== null && Symbol.iterator in value;
      for (const part of isList ? (value as Iterable<unknown>) : [value]) place.show(text(part));
    }
  };
}

function errorNote(error: unknown): HTMLElement {
  const note = document.createElement("div");
  note.className = "message";
  note.setAttribute("role", "alert");
  note.textContent = errorText(error);
  return note;
}
