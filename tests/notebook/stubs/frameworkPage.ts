import {resolve} from "node:path";
import {build} from "esbuild";
import {JSDOM} from "jsdom";
import {vi} from "vitest";
import type {CellReports} from "../../../components/notebook/graph/causes.js";
import type {CellGraph, GraphCell} from "../../../components/notebook/graph/graph.js";
import type {CellDefinition} from "../../../components/notebook/graph/runtime.js";
import {loadData} from "../loadData.js";

/** A cell as Framework builds it into a page. */
export interface BuiltCell extends Partial<CellDefinition> {
  /** An expression in a line of text. Defaults to a block. */
  mode?: "inline";
}

/** A page with Framework's own client, its runtime and its `define`, and the graph that editable cells open in it. */
export interface FrameworkPage {
  document: Document;
  graph: CellGraph;
  /** Returns where a cell is shown. */
  block(name: string): HTMLElement;
  /** Returns what a cell shows. */
  text(name: string): string;
  /** Starts a cell of those that start later, as components/page/startCells.ts does. */
  start(name: string): void;
  /** Takes a built cell, or adds one, and tells what is reported on it. */
  edit(name: string): EditedCell;
  /** Resolves when all that can be computed has been, and observers have been told. */
  settle(): Promise<void>;
}

/** A cell, and what was reported on it, in order. Errors are there by their messages. */
export interface EditedCell {
  cell: GraphCell;
  reports: string[];
  /** What fails elsewhere because of it. */
  blamed(): string[];
  /** Where its last failure is said to come from. */
  cause(): Element | undefined;
}

interface Client {
  define(cell: BuiltCell & {id: string}): void;
  Inspector: unknown;
  Generators: unknown;
}

/** What modules of a page find in the global scope, and this test's process has not. */
const globals = ["document", "Node", "Element", "HTMLElement", "DocumentFragment", "Text", "Event"] as const;

/**
 * Opens a page with *cells*, built in their order, and its graph. *empty* names blocks for cells that are added,
 * *later* names cells that do not start by themselves. Close it by closePage.
 */
export async function openPage(
  cells: Record<string, BuiltCell>,
  {empty = [], later = []}: {empty?: readonly string[]; later?: readonly string[]} = {}
): Promise<FrameworkPage> {
  const names = Object.keys(cells);
  const id = (name: string) => names.indexOf(name).toString(16).padStart(8, "0");
  const roots = names.map((name) =>
    cells[name].mode === "inline"
      ? `<p>Text <span id="${name}"><observablehq-loading></observablehq-loading><!--:${id(name)}:--></span></p>`
      : `<div class="observablehq observablehq--block" id="${name}"><!--:${id(name)}:--></div>`
  );
  const blocks = empty.map((name) => `<div id="${name}"></div>`);
  const {window} = new JSDOM(`${roots.join("\n")}${blocks.join("\n")}<div hidden><!--:ce11ab1e:--></div>`);
  for (const name of globals) vi.stubGlobal(name, window[name]);
  vi.spyOn(console, "error").mockImplementation(() => {}); // Framework tells of each error
  const client = (await loadData(await clientCode())) as unknown as Client;
  vi.resetModules();
  vi.doMock("observablehq:client", () => ({define: client.define}));
  vi.doMock("observablehq:runtime", () => ({Inspector: client.Inspector}));
  vi.doMock("observablehq:stdlib", () => ({Generators: client.Generators}));
  const define = (name: string) => client.define({body: () => {}, ...cells[name], id: id(name)});
  names.filter((name) => !later.includes(name)).forEach(define);
  await settle();
  const {openGraph} = await import("../../../components/notebook/graph/graph.js");
  const graph = await openGraph();
  const {document} = window;
  const block = (name: string) => document.getElementById(name)!;
  return {
    document,
    graph,
    block,
    text: (name) => block(name).textContent.trim(),
    start(name) {
      define(name);
      document.dispatchEvent(new Event("cells"));
    },
    edit(name) {
      const reports: string[] = [];
      let blamed: string[] = [];
      let from: Element | undefined;
      const observer: CellReports = {
        pending: () => reports.push("pending"),
        fulfilled: () => reports.push("fulfilled"),
        rejected(error, cause) {
          from = cause;
          reports.push(String(error));
        },
        blamed: (errors) => (blamed = errors.map(String))
      };
      const cell = empty.includes(name)
        ? graph.add(block(name), observer)
        : graph.adopt(block(name), observer);
      return {cell, reports, blamed: () => blamed, cause: () => from};
    },
    settle
  };
}

/** Takes back what openPage has put into the global scope. */
export function closePage(): void {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
}

/** Without requestAnimationFrame, the runtime computes by setImmediate. */
async function settle(): Promise<void> {
  for (let i = 0; i < 12; ++i) await new Promise(setImmediate);
}

let code: Promise<string> | undefined;

/** Returns Framework's client as one module: what its pages load, but for libraries that nothing here refers to. */
function clientCode(): Promise<string> {
  code ??= bundleClient();
  return code;
}

async function bundleClient(): Promise<string> {
  const folder = resolve("node_modules/@observablehq/framework/dist/client");
  const {outputFiles} = await build({
    stdin: {
      contents: ["main", "runtime", "stdlib"].map((name) => `export * from "./${name}.js";`).join("\n"),
      resolveDir: folder
    },
    bundle: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "framework",
        setup({onResolve, onLoad}) {
          onResolve({filter: /^observablehq:/}, ({path}) => ({
            path: resolve(folder, `${path.slice("observablehq:".length)}.js`)
          }));
          onResolve({filter: /^npm:/}, ({path}) => ({path, namespace: "library"}));
          onLoad({filter: /^/, namespace: "library"}, () => ({contents: "module.exports = {};"}));
        }
      }
    ]
  });
  return outputFiles[0].text;
}
