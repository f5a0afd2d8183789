import type {ClassAssignment} from "../../assignment/assignment.js";
import {toAssignment} from "../../assignment/toAssignment.js";
import {storageKey} from "./notebookKey.js";
import type {Notebook, NotebookCell} from "./notebookMarkdown.js";

/** A cell as it was left. */
export interface KeptCell extends NotebookCell {
  /** What ran last, if anything has: no other code runs by itself when the notebook is brought back. */
  ran?: string;
  /** Which cell of the assignment it is, from 0; none if its student has added it. */
  of?: number;
}

/** A notebook as it was left. */
export interface KeptNotebook extends Omit<Notebook, "assigned"> {
  cells: readonly KeptCell[];
  /** What was set, of a notebook that came as an assignment. */
  assignment?: ClassAssignment;
  /** What the student who does it is called. */
  student?: string;
}

/** Returns the notebook kept for the page at *path*, if there is one that can be read. */
export function loadNotebook(path: string, store?: Pick<Storage, "getItem">): KeptNotebook | undefined {
  try {
    // Inside try: where storage is forbidden, even naming it throws.
    return maybeNotebook((store ?? localStorage).getItem(storageKey(path)));
  } catch {
    return undefined;
  }
}

/** Returns the notebook that a kept *text* is, if it can be read; without its assignment, if only that cannot. */
export function maybeNotebook(text: string | null): KeptNotebook | undefined {
  const notebook: unknown = JSON.parse(text ?? "null");
  if (!isNotebook(notebook)) return undefined;
  const {assignment, ...rest} = notebook;
  if (assignment === undefined) return notebook;
  try {
    return {...rest, assignment: toAssignment(assignment)};
  } catch {
    return rest;
  }
}

/** Keeps *notebook*; returns whether the browser has kept it. */
export function saveNotebook(
  path: string,
  notebook: KeptNotebook,
  store?: Pick<Storage, "setItem">
): boolean {
  try {
    (store ?? localStorage).setItem(storageKey(path), JSON.stringify(notebook));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

function isNotebook(value: unknown): value is KeptNotebook {
  const {title, text, cells, ending = "", due = "", student = ""} = (value ?? {}) as Partial<KeptNotebook>;
  const strings = [title, text, ending, due, student].every((part) => typeof part === "string");
  return strings && Array.isArray(cells) && cells.every(isCell);
}

function isCell(value: unknown): value is KeptCell {
  const {lang, source, title = "", text = "", ran = "", check, of} = (value ?? {}) as Partial<KeptCell>;
  const strings = [source, title, text, ran].every((part) => typeof part === "string");
  const marks =
    (check === undefined || typeof check === "boolean") && (of === undefined || Number.isInteger(of));
  return strings && marks && (lang === "js" || lang === "ts");
}
