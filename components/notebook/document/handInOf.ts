import {type ClassAssignment, usualTitle} from "../../assignment/assignment.js";
import {type HandIn, type HandInCell, handInKind, handInVersion, toHandIn} from "../../assignment/handIn.js";
import {checkState} from "./checkState.js";
import type {NotebookItem} from "./notebookItem.js";

/** What is handed in besides the cells. */
export interface HandInParts {
  assignment: ClassAssignment;
  /** As the student wrote it; may be empty. */
  name: string;
  /** What was trained, as run files. */
  runs: readonly unknown[];
  date: Date;
}

/** Returns what a student hands in: the cells of the *items* as they stand. Throws a FaultError if nobody could read it. */
export function handInOf(
  items: readonly NotebookItem[],
  {assignment, name, runs, date}: HandInParts
): HandIn {
  return toHandIn({
    ...{kind: handInKind, version: handInVersion, name, date: date.toISOString(), assignment},
    cells: items.map(handInCell),
    runs
  });
}

/** Whether the cell of an item shows other code than ran last. */
export function isWaiting({cell: {ran = "", source}}: NotebookItem): boolean {
  return ran !== source;
}

function handInCell(item: NotebookItem, place: number): HandInCell {
  const {cell, check, of, title} = item;
  const {lang, source} = cell;
  return {
    ...{lang, source, title: title ?? usualTitle(item, place)},
    ...(check && {check, state: checkState(cell)}),
    ...(of !== undefined && {of}),
    ...(isWaiting(item) && {waiting: true})
  };
}
