import type {Origin} from "./cell.js";

/** The code of a cell: what was published, what it shows, and what ran last. Made by createCellCode. */
export interface CellCode {
  /** The published code; nothing for a cell of the reader's own. */
  readonly published?: string;
  /** What runs before the reader does anything; nothing for a cell that waits for the reader, or is the reader's own. */
  readonly initial?: string;
  /** What the cell shows. */
  readonly source: string;
  /** What ran last; nothing if nothing has. */
  readonly ran?: string;
  readonly origin: Origin;
  /** Whether it shows or runs something else than was published. */
  readonly edited: boolean;
  /** Whether it shows something else than it runs. */
  readonly waiting: boolean;
  /** Shows *source*, which comes from *by*; returns whether it is other code. */
  write(source: string, by: Origin): boolean;
  /** Notes that *source* ran, or, for null, that the cell is as it was published. */
  noteRun(source: string | null): void;
}

/** Returns the code of a cell that shows *source* and has run it, unless it waits for the reader or was **added** by one. */
export function createCellCode(source: string, {added, waits}: {added: boolean; waits: boolean}): CellCode {
  const published = added ? undefined : source;
  const initial = waits ? undefined : published;
  let ran = initial;
  let origin: Origin = "page";
  return {
    published,
    initial,
    get source() {
      return source;
    },
    get ran() {
      return ran;
    },
    get origin() {
      return origin;
    },
    get edited() {
      return published !== undefined && (source !== published || (ran !== undefined && ran !== published));
    },
    get waiting() {
      return (ran ?? "") !== source;
    },
    write(text, by) {
      if (text === source) return false;
      source = text;
      origin = text === published ? "page" : by;
      return true;
    },
    noteRun(text) {
      if (text === null) source = published ?? source;
      if (source === published) origin = "page";
      ran = text ?? initial;
    }
  };
}
