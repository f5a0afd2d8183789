import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {JSDOM} from "jsdom";
import {becomeBrowser} from "./browserGlobals.js";
import {rootPattern} from "./roots.js";
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

/** How long a page stays as it is before it counts as drawn. */
const stillMs = 400;
const patienceMs = 60_000;
const stepMs = 20;

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
await import(pathToFileURL(resolve(root, `${page}.code.js`)).href);
await drawn();
for (const element of document.querySelectorAll(".observablehq--error")) errors.push(element.textContent!);
const cells = drawnCells();
process.send!({cells, errors, fitted: drawing.fitted} satisfies DrawnPage, () => process.exit());

/** Resolves when the page has not changed for a while. */
async function drawn(): Promise<void> {
  let before = "";
  for (let ms = 0, still = 0; still < stillMs; ms += stepMs) {
    if (ms > patienceMs) throw new Error(`invalid page: ${page} still changes after ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    const now = document.querySelector("main")!.innerHTML;
    still = now === before ? still + stepMs : 0;
    before = now;
  }
}

/** Framework keeps what a cell shows with the comment that is its place. */
function drawnCells(): Record<string, DrawnCell> {
  const cells: Record<string, DrawnCell> = {};
  const comments = document.createNodeIterator(document.body, window.NodeFilter.SHOW_COMMENT);
  for (let node = comments.nextNode(); node; node = comments.nextNode()) {
    const [, id] = rootPattern.exec((node as Comment).data) ?? [];
    const nodes = (node as Comment & {_nodes?: ChildNode[]})._nodes ?? [];
    if (!id || nodes.length === 0 || !document.querySelector("main")!.contains(node)) continue;
    cells[id] = {
      html: stillMarkup(nodes, `${id}-`),
      live: nodes.some((node) => node instanceof window.Element && isLive(node))
    };
  }
  return cells;
}

function isLive(element: Element): boolean {
  const controls = "button, input, select, textarea, [tabindex]";
  return element.matches(controls) || element.querySelector(controls) !== null;
}
