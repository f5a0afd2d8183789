import {assignmentOf} from "../../assignment/assignment.js";
import type {Notebook} from "./notebookMarkdown.js";
import type {KeptNotebook} from "./notebookStore.js";

/**
 * Returns a *notebook* that came by a link or a file, as it is shown: of an assignment, what was set is kept beside it, so that
 * what its student changes can be told. Throws a FaultError if an assignment has no check, an empty one, or too much code.
 */
export function receivedNotebook({assigned, ...notebook}: Notebook): KeptNotebook {
  if (!assigned) return notebook;
  const cells = notebook.cells.map((cell, of) => ({...cell, of}));
  return {...notebook, cells, assignment: assignmentOf(notebook)};
}
