import type {HandIn} from "../assignment/handIn.js";

/** What a student handed in, as a file told it; its runs are among the others. */
export interface CollectedHandIn extends Omit<HandIn, "runs"> {
  /** The file that it came in. */
  file: string;
  /** How many runs came with it. */
  runs: number;
}

/** Returns what a student is called: by their own name, or else by their file. */
export function studentOf({name, file}: Pick<CollectedHandIn, "name" | "file">): string {
  return name ?? file;
}

/** Returns a text that is the same for one file that was handed in twice. */
export function handInKey({name, date, assignment, cells}: CollectedHandIn): string {
  return JSON.stringify([name, date, assignment.id, cells]);
}
