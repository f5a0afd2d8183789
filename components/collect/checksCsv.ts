import {csvFormatRows} from "d3-dsv";
import {checkResults} from "../assignment/handIn.js";
import {type CollectedHandIn, studentOf} from "./collectedHandIn.js";
import {csvCell} from "./csvCell.js";

const head = ["student", "file", "assignment", "identity", "check", "state", "changed", "date", "runs"];

/** Returns what was handed in as one table, a row a student and check. */
export function checksCsv(handIns: readonly CollectedHandIn[]): string {
  const rows = handIns.flatMap((handIn) => {
    const {file, assignment, date, runs} = handIn;
    const own = [studentOf(handIn), file, assignment.title, assignment.id].map(csvCell);
    return checkResults(handIn).map(({title, state, changed}) => [
      ...own,
      csvCell(title),
      ...[state, changed ? "yes" : "no", csvCell(date), String(runs)]
    ]);
  });
  return `${csvFormatRows([head, ...rows])}\n`;
}
