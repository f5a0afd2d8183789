import {parser} from "@lezer/javascript";

/** The languages of a cell. */
export type CellLanguage = "js" | "ts";

const typescript = /* @__PURE__ */ parser.configure({dialect: "ts"});

/** Returns the parser of a cell's language, for colours, for the editor and to take types out. */
export function cellParser(lang: CellLanguage): typeof parser {
  return lang === "ts" ? typescript : parser;
}
