import {toHandIn} from "../../assignment/handIn.js";
import type {KeptNotebook} from "./notebookStore.js";

/**
 * Returns what was handed in, as a file of *json* has it, as a notebook: its cells as they were written, of the same assignment,
 * so that its checks can be run again. Throws a FaultError if it is not what a student hands in.
 */
export function handInNotebook(json: unknown): KeptNotebook {
  const {assignment, cells, name, date} = toHandIn(json);
  const {title, due} = assignment;
  return {
    ...{title, assignment, text: `Handed in${name ? ` by ${name}` : ""}, ${dayOf(date)}.`},
    cells:
      cells.length > 0
        ? cells.map(({lang, source, title, check, of}) => ({lang, source, title, check, of}))
        : [{lang: "js", source: ""}],
    ...(due && {due}),
    ...(name && {student: name})
  };
}

/** The day of an ISO date, in words. */
function dayOf(date: string): string {
  const day = new Date(date);
  return Number.isNaN(day.getTime()) ? "at no date" : day.toLocaleDateString("en", {dateStyle: "long"});
}
