import {invalid} from "../fields/fault.js";
import {isObject} from "../fields/isObject.js";
import {shortLine} from "../fields/shortLine.js";
import {type AssignedCell, assignmentId, assignmentLimits, type ClassAssignment} from "./assignment.js";

/**
 * Returns *json* as an assignment: known fields, and no others. Throws a FaultError if it lacks something, has no check, or if its
 * identity is not that of its cells.
 */
export function toAssignment(json: unknown): ClassAssignment {
  const {id, title, due, cells} = (isObject(json) ? json : {}) as Partial<
    Record<keyof ClassAssignment, unknown>
  >;
  if (!Array.isArray(cells) || !cells.every(isAssignedCell) || typeof title !== "string")
    throw invalid("assignment", json, "missing", {owner: "a hand-in"});
  const checks = cells.filter(({check}) => check).length;
  const bounds = {least: 1, most: assignmentLimits.cells};
  if (checks < 1) throw invalid("number of checks", checks, "integer", bounds);
  if (cells.length > bounds.most) throw invalid("number of cells", cells.length, "integer", bounds);
  const own = cells.map(({hash, check, title}) => ({
    ...{hash, check},
    title: shortLine(title, assignmentLimits.title)
  }));
  const expected = assignmentId(own);
  if (id !== expected) throw invalid("identity of the assignment", id, "choice", {choices: [expected]});
  return {
    ...{id: expected, title: shortLine(title, assignmentLimits.title)},
    ...(typeof due === "string" && due !== "" && {due: shortLine(due, assignmentLimits.due)}),
    cells: own
  };
}

function isAssignedCell(value: unknown): value is AssignedCell {
  const {hash, check, title} = (isObject(value) ? value : {}) as Partial<Record<keyof AssignedCell, unknown>>;
  return typeof hash === "string" && typeof check === "boolean" && typeof title === "string";
}
