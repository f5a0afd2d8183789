import {type Fault, FaultError} from "../fields/fault.js";
import {textHash} from "./textHash.js";

/** What is known of a cell that was set: its code is told by a hash. */
export interface AssignedCell {
  hash: string;
  /** Whether it checks answers. */
  check: boolean;
  title: string;
}

/** What was set, as it is told in the files that students hand in. */
export interface ClassAssignment {
  /** Tells it from others: a hash of its cells. Tasks may be reworded, and the title too. */
  id: string;
  title: string;
  /** Until when, in its author's words. */
  due?: string;
  cells: readonly AssignedCell[];
}

/** What is needed of a notebook to be set. */
export interface AssignmentSource {
  title: string;
  due?: string;
  cells: readonly CodeCell[];
}

/** A cell of code. */
export interface CodeCell {
  lang: "js" | "ts";
  source: string;
  check?: boolean;
  title?: string;
}

/** What an assignment has at most: what a link carries, and what a page lays out. */
export const assignmentLimits = {cells: 200, code: 400_000, title: 100, due: 100};

/** Returns what is set by a notebook. Throws a FaultError if it has no check, an empty one, or too much code. */
export function assignmentOf({title, due, cells}: AssignmentSource): ClassAssignment {
  const set = cells.map((cell, i) => ({
    hash: cellHash(cell),
    check: cell.check === true,
    title: cell.title ?? usualTitle(cell, i)
  }));
  const faults = [...checkFaults(cells), ...sizeFaults(cells)];
  if (faults.length > 0) throw new FaultError(faults);
  return {id: assignmentId(set), title, ...(due && {due}), cells: set};
}

/** Returns what identifies an assignment of these *cells*. */
export function assignmentId(cells: readonly AssignedCell[]): string {
  return textHash(JSON.stringify(cells.map(({hash, check}) => [hash, check])));
}

/** Returns what identifies a cell's code; spaces at the end of a line or of the cell are not counted. */
export function cellHash({lang, source, check = false}: CodeCell): string {
  const lines = source.trimEnd().split(/\r?\n/);
  return textHash(JSON.stringify([lang, check, lines.map((line) => line.trimEnd()).join("\n")]));
}

/** Returns what a cell is called that has no title, at its place from 0. */
export function usualTitle({check}: {check?: boolean}, place: number): string {
  return `${check ? "Check" : "Cell"} ${place + 1}`;
}

/** Returns a fault if these *cells* are too many, or have too much code. */
export function sizeFaults(cells: readonly CodeCell[]): Fault[] {
  const code = cells.reduce((sum, {source}) => sum + source.length, 0);
  return [
    ...countFaults("number of cells", cells.length, assignmentLimits.cells),
    ...countFaults("number of characters of code", code, assignmentLimits.code, 0)
  ];
}

function checkFaults(cells: readonly CodeCell[]): Fault[] {
  const checks = cells.filter(({check}) => check);
  const empty = cells.flatMap((cell, i): Fault[] =>
    cell.check && cell.source.trim() === ""
      ? [
          {
            field: `code of ${cell.title ?? usualTitle(cell, i)}`,
            value: "",
            rule: {is: "missing", owner: "a check"}
          }
        ]
      : []
  );
  return [...countFaults("number of checks", checks.length, assignmentLimits.cells), ...empty];
}

function countFaults(field: string, value: number, most: number, least = 1): Fault[] {
  return value >= least && value <= most ? [] : [{field, value, rule: {is: "integer", least, most}}];
}
