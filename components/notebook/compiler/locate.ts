import type {Sourcemap} from "@observablehq/framework/dist/sourcemap.js";

/** A place in a cell's code: lines and columns are counted from 1. */
export interface CellPlace {
  line: number;
  column: number;
}

/** What is needed to find where in a cell an error of its running code was. */
export interface LocatedCell {
  /** The cell's name, as it was compiled with. */
  name: string;
  /** Finds the reader's place for one in the code that runs. */
  map: Pick<Sourcemap, "translate">;
}

/** Returns the name under which a cell's code is in the stack of an error: `cell/name.js`. */
export function cellFile(name: string): string {
  // Browsers ignore a sourceURL that has quotes or spaces, and Firefox's and Safari's stacks have @ and brackets.
  return `cell/${encodeURIComponent(name).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}.js`;
}

/**
 * Returns where in the reader's code an *error* is: of a **cell** that ran, by its stack in the form of Chromium, Firefox
 * or Safari; or of a source that was not compiled, by the `(line:column)` that ends its message. Undefined if neither
 * says.
 */
export function locate(error: unknown, cell?: LocatedCell): CellPlace | undefined {
  if (!(error instanceof Error)) return undefined;
  return (cell && placeInStack(error.stack ?? "", cell)) ?? placeInMessage(error);
}

function placeInStack(stack: string, {name, map}: LocatedCell): CellPlace | undefined {
  const file = cellFile(name).replace(/[.]/g, "\\.");
  const frame = new RegExp(`(?:^|[\\s(@/])${file}:(\\d+):(\\d+)`, "m").exec(stack);
  if (!frame) return undefined;
  const {line, column} = map.translate({line: Number(frame[1]), column: Number(frame[2]) - 1});
  return {line, column: column + 1};
}

function placeInMessage(error: Error): CellPlace | undefined {
  const place = error instanceof SyntaxError && /\((\d+):(\d+)\)$/.exec(error.message);
  return place ? {line: Number(place[1]), column: Number(place[2]) + 1} : undefined;
}
