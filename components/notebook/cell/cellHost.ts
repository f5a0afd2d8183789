import type {CourseApi} from "../editor/courseApi.js";
import type {CellGraph} from "../graph/graph.js";

/** What a cell needs of its page. */
export interface CellHost {
  graph: Promise<CellGraph>;
  /** Returns the URL of a module that a cell names; throws if the page has none of that name. */
  resolve(specifier: string): string;
  /** The page's own path below the site's root, such as `/lab.md`. */
  path: string;
  /** Loads the documentation of the course's modules, for completion. */
  api(): Promise<CourseApi>;
  /** Called before edited code begins to run, and awaited. */
  begin(): Promise<void>;
  /** Called when what a cell shows or runs has changed. */
  changed(): void;
}
