import {replaceCells, type Replacement} from "./graph.js";

/** A cell that is ready to run something. */
export interface Prepared extends Replacement {
  /** Whether no other run has overtaken it. */
  readonly isDue: boolean;
  /** Called before it is put in its place, and waited for. */
  begin(): Promise<void>;
  /** Called when it is there. */
  succeed(): void;
  /** Called when it was refused. */
  refuse(error: unknown): void;
}

/** Puts cells in their places, together, so that names may move from one to another; each alone, if that is refused. */
export async function putInPlace(prepared: readonly (Prepared | undefined)[]): Promise<void> {
  const due = prepared.filter((one): one is Prepared => one?.isDue === true);
  if (due.length === 0) return;
  try {
    await Promise.all(due.map((one) => one.begin()));
    await replaceCells(due);
    for (const one of due) if (one.isDue) one.succeed();
  } catch (error) {
    if (due.length === 1) return due[0].refuse(error);
    for (const one of due) await putInPlace([one]);
  }
}
