import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {JSDOM} from "jsdom";
import {rootsIn} from "../../components/page/drawn.js";
import {becomeBrowser} from "./browserGlobals.js";
import {stillMarkup} from "./stillMarkup.js";

// Runs the cells of one page, without a browser, and tells the process that has started it what each has drawn.
//
//     node --import tsx scripts/site/drawPage.ts FOLDER PAGE WIDTH

/** What this process tells. */
export interface DrawnPage {
  /** What the cells show, by their ids. */
  cells: Record<string, DrawnCell>;
  /** Whether a figure asked how much room it has, so that another width makes another drawing. */
  fitted: boolean;
  /** What went wrong in a cell. */
  errors: string[];
}

export interface DrawnCell {
  html: string;
  /** Whether there is something to press or to choose. */
  live: boolean;
}

/** What cells are made of in Framework's runtime: components/notebook/graph/runtime.ts has more of it. */
interface Graph {
  _runtime: {_variables: Set<{_promise: Promise<unknown>}>};
}

/** The id of the cell by which this process reaches the graph of the page's. */
const ownCell = "d7a6e000";

/** How long a page stays as it is, after its cells have come to an end, before it counts as drawn. */
const stillMs = 200;
const stepMs = 20;
const patienceMs = 120_000;

const [root, page, width] = process.argv.slice(2);
const {window} = new JSDOM(readFileSync(`${root}/${page}.html`, "utf8"), {
  url: `http://localhost/${page}`,
  pretendToBeVisual: true
});
const {document} = window;
const errors: string[] = [];
process.on("unhandledRejection", (error) => errors.push(String(error)));
const drawing = becomeBrowser(window, {root, width: Number(width)});
console.error = () => {}; // an error of a cell stands in its place
setTimeout(() => {
  throw new Error(`invalid page: ${page} still changes after ${patienceMs / 1000} s`);
}, patienceMs).unref();
const file = pathToFileURL(resolve(root, `${page}.code.js`));
document.body.append(document.createComment(`:${ownCell}:`));
await import(file.href);
await settled(await graph());
await still();
for (const element of document.querySelectorAll(".observablehq--error")) errors.push(element.textContent!);
const cells = drawnCells();
process.send!({cells, errors, fitted: drawing.fitted} satisfies DrawnPage, () => process.exit());

/** Returns the graph of the page's cells: as in components/notebook/graph/graph.ts, a cell of our own asks for it. */
async function graph(): Promise<Graph> {
  const [, client] = /import \{define\} from "([^"]+)"/.exec(readFileSync(file, "utf8"))!;
  const {define} = (await import(new URL(client, file).href)) as {define(cell: object): void};
  return new Promise((resolve) => {
    const body = ({_module}: {_module: Graph}) => resolve(_module);
    define({id: ownCell, inputs: ["@variable"], body});
  });
}

/** Resolves when each cell of a page has a value or an error, and none follows from another's. */
async function settled({_runtime: {_variables: variables}}: Graph): Promise<void> {
  const current = () => [...variables].map(({_promise}) => _promise);
  for (let before: Promise<unknown>[] = []; current().some((promise, i) => promise !== before[i]);) {
    before = current();
    await Promise.allSettled(before);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}

/** Resolves when what is on the page has not changed for a while. */
async function still(): Promise<void> {
  let before = "";
  for (let ms = 0; ms < stillMs; ms += stepMs) {
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    const now = document.querySelector("main")!.innerHTML;
    if (now !== before) ms = 0;
    before = now;
  }
}

/** Framework keeps what a cell shows with the comment that is its place. */
function drawnCells(): Record<string, DrawnCell> {
  const cells: Record<string, DrawnCell> = {};
  for (const [id, root] of rootsIn(document.querySelector("main")!)) {
    const nodes = (root as Comment & {_nodes?: ChildNode[]})._nodes ?? [];
    if (nodes.length === 0) continue;
    cells[id] = {
      html: stillMarkup(nodes, `${id}-`),
      live: nodes.some((node) => node instanceof window.Element && isLive(node))
    };
  }
  return cells;
}

/** A key to symbols lights them up, which needs no page to come alive before it is touched. */
function isLive(element: Element): boolean {
  const controls = ":is(button, input, select, textarea):not(.symbol-key *)";
  return element.matches(controls) || element.querySelector(controls) !== null;
}
