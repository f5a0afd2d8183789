import type {CellLanguage} from "../compiler/cellParser.js";

/** Returns what stands in an empty cell of language *lang*: what to write, and how to run it. */
export function promptOf(lang: CellLanguage): string {
  const name = lang === "ts" ? "TypeScript" : "JavaScript";
  return `Write ${name}, such as 2 ** 10 or Plot.plot({…}), and press Shift+Enter to run it`;
}
