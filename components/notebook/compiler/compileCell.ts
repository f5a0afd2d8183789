import type {CellLanguage} from "./cellParser.js";
import {cellFile, type CellPlace, locate} from "./locate.js";
import {createRunGuard, guard as pageGuard, type LoopGuard, type RunGuard} from "./loopGuard.js";
import {mostLetters} from "./mostLetters.js";
import {transpile} from "./transpile.js";

/** Options of compileCell. */
export interface CompileOptions {
  /** The cell's name: its code is `cell/name.js` in stacks and in the developer's tools. */
  name: string;
  /** The language of the source. */
  lang: CellLanguage;
  /** Returns the URL, in full, of the module that a *specifier* names. Throws if the page has no such module. */
  resolve(specifier: string): string;
  /** The page's path below the source root, which names of files are relative to. Defaults to `/index.md`. */
  path?: string;
  /** Loads a module from its text. Defaults to a blob: URL. */
  load?(text: string): Promise<unknown>;
  /** Is called by loops now and then, to stop those that never end. Defaults to the page's guard. */
  guard?: LoopGuard;
}

/** A cell that can run. */
export interface CompiledCell {
  /** The names that it uses and does not declare. */
  inputs: string[];
  /** The names that it declares. */
  outputs: string[];
  /**
   * Runs it with a value for each input. Returns its outputs by name, or a promise of them. Ends the loops of its previous
   * run. But the runtime calls an asynchronous body again only once its last run has settled: after a change of an input, a
   * loop that the body awaits goes on to its own end.
   */
  body: (...inputs: unknown[]) => unknown;
  /**
   * Ends it for good, once it has been replaced or removed: its loops throw when they next look, which is in each turn
   * if they await, and so `for await` closes what it iterates over.
   */
  end(): void;
  /** Returns where in the source an error of the running cell was, or undefined if it was elsewhere. */
  locate(error: unknown): CellPlace | undefined;
}

/**
 * Returns the cell of a *source* that a reader has edited. Throws a SyntaxError, in which `locate` of `locate.ts` finds the
 * place, if it cannot be compiled.
 */
export async function compileCell(source: string, options: CompileOptions): Promise<CompiledCell> {
  const {name, lang, resolve, path, load = loadBlob, guard = pageGuard} = options;
  if (source.length > mostLetters)
    throw new SyntaxError(
      `this cell is too long: ${source.length.toLocaleString("en")} letters; at most ${mostLetters.toLocaleString("en")} are run`
    );
  const {inputs, outputs, code, map} = await parsed(async () =>
    transpile(lang === "ts" ? await withoutTypes(source) : source, {resolve, path})
  );
  const module = (await load(`${code}//# sourceURL=${cellFile(name)}\n`)) as CellModule;
  return {inputs, outputs, ...createRuns(module, guard), locate: (error) => locate(error, {name, map})};
}

/** Returns what *parse* returns, and says in words for readers that code has more levels than a parser's stack. */
async function parsed<T>(parse: () => Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (cause) {
    const {name, message} = cause as Error;
    if (name !== "RangeError" && name !== "InternalError" && !/^Not enough stack space/.test(message))
      throw cause;
    throw new SyntaxError("this code has too many levels, one in another, to be read", {cause});
  }
}

/** What erases types is loaded for cells that have some. */
async function withoutTypes(source: string): Promise<string> {
  const {stripTypes} = await import("./stripTypes.js");
  return stripTypes(source);
}

/** Gives each run of a cell a guard of its own. */
function createRuns(module: CellModule, guard: LoopGuard): Pick<CompiledCell, "body" | "end"> {
  let ended = false;
  let last: RunGuard | undefined;
  return {
    body(...values) {
      last?.end();
      last = createRunGuard(guard);
      if (ended) last.end();
      guard.restart();
      return module.default(last)(...values);
    },
    end() {
      ended = true;
      last?.end();
    }
  };
}

/** What a module made of a cell's code exports. */
interface CellModule {
  default(guard: () => void): CompiledCell["body"];
}

async function loadBlob(text: string): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
  try {
    return await import(url);
  } catch (cause) {
    // Nothing runs and nothing else is loaded yet, so what is no fault of syntax is the browser's refusal of the URL.
    if (cause instanceof SyntaxError) throw cause;
    const message =
      "this page's Content-Security-Policy forbids edited code to run; its script-src has to allow blob: URLs";
    throw new Error(message, {cause});
  } finally {
    URL.revokeObjectURL(url);
  }
}
