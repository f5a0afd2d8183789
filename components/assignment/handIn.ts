import {FaultError, invalid} from "../fields/fault.js";
import {isObject} from "../fields/isObject.js";
import {shortLine} from "../fields/shortLine.js";
import {assignmentLimits, cellHash, type ClassAssignment, type CodeCell, sizeFaults} from "./assignment.js";
import {toAssignment} from "./toAssignment.js";

/** What became of a check: it holds, does not, or has not run as it stands. */
export type CheckState = "holds" | "fails" | "notRun";

/** A cell as a student hands it in. */
export interface HandInCell extends CodeCell {
  title: string;
  /** Which cell of the assignment it was, from 0; none if the student has added it. */
  of?: number;
  /** Whether it shows other code than ran last. */
  waiting?: boolean;
  /** Of a check. */
  state?: CheckState;
}

/** What a student hands in: a file of JSON. */
export interface HandIn {
  /** What tells such a file from others. */
  kind: typeof handInKind;
  version: typeof handInVersion;
  /** As the student wrote it, if at all. */
  name?: string;
  /** When it was written, ISO 8601. */
  date: string;
  assignment: ClassAssignment;
  cells: readonly HandInCell[];
  /** What was trained in it, as run files. */
  runs: readonly unknown[];
}

export const handInKind = "residual-course hand-in";
export const handInVersion = 1;

/** What a file has at most, besides what an assignment has. */
export const handInLimits = {name: 100, runs: 200};

/** Returns whether *json* says that it is handed in, of any version. */
export function isHandIn(json: unknown): boolean {
  return isObject(json) && json.kind === handInKind;
}

/**
 * Returns *json* as what was handed in: known fields, and no others. Its **runs** are not looked at. Throws a FaultError if
 * it is of another version, lacks something, or is more than the limits; or if its cells are not those of its assignment.
 */
export function toHandIn(json: unknown): HandIn {
  const {kind, version, name, date, assignment, cells, runs} = (isObject(json) ? json : {}) as Partial<
    Record<keyof HandIn, unknown>
  >;
  if (kind !== handInKind) throw invalid("kind", kind, "choice", {choices: [handInKind]});
  if (version !== handInVersion)
    throw invalid("version of this hand-in", version, "version", {version: handInVersion});
  const set = toAssignment(assignment);
  const own = toCells(cells, set);
  if (!Array.isArray(runs)) throw invalid("runs", runs, "missing", {owner: "a hand-in"});
  if (runs.length > handInLimits.runs)
    throw invalid("number of runs", runs.length, "integer", {least: 0, most: handInLimits.runs});
  return {
    ...{kind, version, date: typeof date === "string" ? date : ""},
    ...(typeof name === "string" && name.trim() !== "" && {name: shortLine(name, handInLimits.name)}),
    ...{assignment: set, cells: own, runs}
  };
}

/** What became of one check of an assignment. */
export interface CheckResult {
  title: string;
  /** A check that was taken away has not run. */
  state: CheckState;
  /** Whether its code is other than was set, or was taken away. */
  changed: boolean;
}

/** Returns what became of each check that was set, in their order. */
export function checkResults({assignment, cells}: Pick<HandIn, "assignment" | "cells">): CheckResult[] {
  return assignment.cells.flatMap(({check, hash, title}, i) => {
    if (!check) return [];
    const cell = cells.find(({of}) => of === i);
    const state = cell?.state ?? "notRun";
    return [{title, state, changed: cell === undefined || cellHash(cell) !== hash}];
  });
}

function toCells(json: unknown, {cells: set}: ClassAssignment): HandInCell[] {
  if (!Array.isArray(json) || !json.every(isCell))
    throw invalid("cells", json, "missing", {owner: "a hand-in"});
  const cells = json.map(({lang, source, title, check, of, waiting, state}: HandInCell): HandInCell => ({
    ...{lang, source, title: shortLine(title, assignmentLimits.title)},
    ...(check && {check}),
    ...(of !== undefined && {of}),
    ...(waiting && {waiting}),
    ...(state && {state})
  }));
  const faults = cells.length > 0 ? sizeFaults(cells) : []; // a student may have removed all
  if (faults.length > 0) throw new FaultError(faults);
  const unknown = cells.find(({of}) => of !== undefined && set[of] === undefined);
  if (unknown) throw invalid("place of a cell", unknown.of, "integer", {least: 0, most: set.length - 1});
  const places = cells.flatMap(({of}) => of ?? []);
  const twice = places.find((of, i) => places.indexOf(of) < i);
  if (twice !== undefined) throw invalid("place of a cell", twice, "once", {});
  return cells;
}

const states: readonly unknown[] = ["holds", "fails", "notRun", undefined];

function isCell(value: unknown): value is HandInCell {
  const {lang, source, title, check, of, waiting, state} = (isObject(value) ? value : {}) as Partial<
    Record<keyof HandInCell, unknown>
  >;
  const flags = [check, waiting].every((flag) => flag === undefined || typeof flag === "boolean");
  return (
    (lang === "js" || lang === "ts") &&
    typeof source === "string" &&
    typeof title === "string" &&
    flags &&
    (of === undefined || Number.isInteger(of)) &&
    states.includes(state)
  );
}
