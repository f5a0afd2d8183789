import type {EditableCell} from "../cell/cell.js";
import type {CellHost} from "../cell/cellHost.js";
import {createEditableCell} from "../cell/editableCell.js";
import {forgetCell, registerCell} from "../cell/registry.js";
import {libraries} from "../compiler/libraries.js";
import {resolveModule} from "../compiler/resolveModule.js";
import type {CourseApi} from "../editor/courseApi.js";
import {loadEdits} from "../edits/edits.js";
import {editsOff} from "../edits/editsOff.js";
import {openGraph} from "../graph/graph.js";
import {followLinks} from "./followLinks.js";
import {createPageEdits, type PageEdits} from "./pageEdits.js";
import {openHost} from "./pageHost.js";
import {type PageWatch, watchPage} from "./pageWatch.js";

/** What the build passes to the script of a page with editable cells. */
export interface MountOptions {
  /** The page's own path below the site's root, such as `/lab.md`. */
  path: string;
  /** What edited code may import: names from the site's root on, or of packages, with their URLs. */
  modules: Readonly<Record<string, string>>;
  /** Loads the documentation of the course's modules. */
  api: () => Promise<CourseApi>;
  invalidation: Promise<unknown>;
}

/** Makes the cells of a page editable. Called once a page, by the cell that the build adds. */
export function mountCells({path, modules, api, invalidation}: MountOptions): void {
  const graph = openGraph();
  const watch = watchPage(invalidation);
  const host: CellHost = {
    graph,
    path,
    api,
    resolve: (specifier) => resolveModule(specifier, path, modules),
    begin: watch.begin,
    changed: () => edits.follow()
  };
  void graph.then(({offer}) => {
    for (const [name, load] of Object.entries(libraries)) offer(name, load);
  });
  const edits = createPageEdits(watch);
  defineElement(host);
  if (!editsOff()) void restore(edits, watch);
  else if (loadEdits(location.pathname).length > 0)
    void import("./notRun.js").then(({tellOfEditsOff}) => tellOfEditsOff("Your edits are"));
  if (document.querySelector(publishedCell)) followLinks(edits.offer, invalidation);
  addEventListener("hashchange", () => editsOff() && location.reload());
  openHost({host, watch});
}

/** A cell that the page was published with: one of a notebook, drawn at build too, is not. */
const publishedCell = "editable-cell:not([data-added])";

/** Cells that the build put on the page, and those that the preview puts there later. */
function defineElement(host: CellHost): void {
  if (customElements.get("editable-cell")) return;
  class EditableCellElement extends HTMLElement {
    cell?: EditableCell;
    connectedCallback() {
      if (this.cell || this.dataset.added !== undefined) return;
      this.cell = createEditableCell(this, host);
      registerCell(this.cell);
    }
    disconnectedCallback() {
      if (!this.cell || this.isConnected) return;
      forgetCell(this.cell);
      void this.cell.remove(); // the preview puts another in its place
    }
  }
  customElements.define("editable-cell", EditableCellElement);
}

/** A page without kept edits cannot have been lost by one. */
async function restore(edits: PageEdits, watch: PageWatch): Promise<void> {
  if (loadEdits(location.pathname).length === 0) return edits.restore("fine");
  await edits.restore(await watch.lastVisit());
  watch.settle();
}
