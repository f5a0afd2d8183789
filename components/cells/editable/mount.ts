import type {CourseApi} from "./courseApi.js";
import {type CellHost, createEditableCell, type EditableCell} from "./editableCell.js";
import {followLinks} from "./followLinks.js";
import {createFreezeWatch, type FreezeWatch} from "./freezeWatch.js";
import {openGraph} from "./graph.js";
import {libraries} from "./libraries.js";
import {createPageEdits} from "./pageEdits.js";
import {openHost} from "./pageHost.js";
import {forgetCell, registerCell} from "./registry.js";
import {resolveModule} from "./resolveModule.js";

/** What the build tells the script of a page with editable cells. */
export interface MountOptions {
  /** The page's own path below the site's root, such as `/lab.md`. */
  path: string;
  /** What edited code may import: names from the site's root on, or of packages, with their URLs. */
  modules: Readonly<Record<string, string>>;
  /** Loads what is known of the course's modules. */
  api: () => Promise<CourseApi>;
  invalidation: Promise<unknown>;
}

/** Makes the cells of a page editable. Called once a page, by the cell that the build adds. */
export function mountCells({path, modules, api, invalidation}: MountOptions): void {
  const graph = openGraph();
  const watch = watchPage(createFreezeWatch({key: `editing:${location.pathname}`}), invalidation);
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
  void Promise.resolve(watch.frozen).then(edits.restore);
  if (document.querySelector("editable-cell")) followLinks(edits.offer, invalidation);
  openHost({host, watch});
}

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

/** Keeps the note of a page at work for as long as it is seen and edited code runs on it. */
export function watchPage(watch: FreezeWatch, invalidation: Promise<unknown>): FreezeWatch {
  let active = false;
  const follow = () => (active && document.visibilityState === "visible" ? watch.begin() : watch.end());
  addEventListener("pagehide", watch.end);
  document.addEventListener("visibilitychange", follow);
  void invalidation.then(() => {
    removeEventListener("pagehide", watch.end);
    document.removeEventListener("visibilitychange", follow);
    watch.end();
  });
  return {
    frozen: watch.frozen,
    begin: () => ((active = true), watch.begin()),
    end: () => ((active = false), watch.end())
  };
}
