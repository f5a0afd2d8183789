import {groups, sort} from "d3-array";
import type {ClassAssignment} from "../assignment/assignment.js";
import type {CollectedHandIn} from "./collectedHandIn.js";

/** What was handed in for one assignment. */
export interface AssignmentGroup {
  assignment: ClassAssignment;
  handIns: readonly CollectedHandIn[];
}

/** Returns *handIns* by their assignments, the one with the most first: it is the class's, the others are strays. */
export function byAssignment(handIns: readonly CollectedHandIn[]): AssignmentGroup[] {
  const all = groups(handIns, ({assignment: {id}}) => id).map(([, own]): AssignmentGroup => ({
    assignment: own[0].assignment,
    handIns: own
  }));
  return sort(all, ({handIns}) => -handIns.length);
}
