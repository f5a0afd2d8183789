import {assignmentOf, type CodeCell} from "../../components/assignment/assignment.js";
import {type HandIn, type HandInCell, handInKind, toHandIn} from "../../components/assignment/handIn.js";

/** The cells of an assignment: one to change, and two checks. */
export const setCells: readonly CodeCell[] = [
  {lang: "js", source: "const depth = 20;"},
  {lang: "js", source: 'display(check("deep", {"it is deep": depth > 50}));', check: true, title: "Deep"},
  {lang: "js", source: 'display(check("even", {"it is even": depth % 2 === 0}));', check: true}
];

export const setAssignment = assignmentOf({title: "Depth", due: "Friday", cells: setCells});

/** Returns the cells of a student who has changed the first, whose checks are in these *states*. */
export function answeredCells(states: readonly HandInCell["state"][] = ["holds", "fails"]): HandInCell[] {
  return setCells.map((cell, of) => ({
    ...cell,
    ...{title: setAssignment.cells[of].title, of},
    ...(of === 0 && {source: "const depth = 55;"}),
    ...(of > 0 && {state: states[of - 1]})
  }));
}

/** Returns what a student hands in. */
export function handInOfStudent(parts: Partial<HandIn> = {}): HandIn {
  return toHandIn({
    ...{kind: handInKind, version: 1, name: "Ada", date: "2026-11-30T12:00:00.000Z"},
    ...{assignment: setAssignment, cells: answeredCells(), runs: []},
    ...parts
  });
}
