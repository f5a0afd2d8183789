import {continuedIndent, delimitedIndent, indentNodeProp, LRLanguage} from "@codemirror/language";
import {type CellLanguage, cellParser} from "../compiler/cellParser.js";

/**
 * Returns the language of a cell for its editor: how it is parsed, indented and commented out. CodeMirror's own package
 * for JavaScript would bring all of completion with it, which is loaded later here.
 */
export function cellLanguage(lang: CellLanguage): LRLanguage {
  const indentation = indentNodeProp.add({
    IfStatement: continuedIndent({except: /^\s*({|else\b)/}),
    TryStatement: continuedIndent({except: /^\s*({|catch\b|finally\b)/}),
    SwitchBody: ({textAfter, baseIndent, unit}) =>
      baseIndent + unit * (/^\s*\}/.test(textAfter) ? 0 : /^\s*(case|default)\b/.test(textAfter) ? 1 : 2),
    Block: delimitedIndent({closing: "}"}),
    ArrowFunction: ({baseIndent, unit}) => baseIndent + unit,
    "TemplateString BlockComment": () => null, // as the reader has it
    "Statement Property": continuedIndent({except: /^\s*{/})
  });
  return LRLanguage.define({
    name: lang === "ts" ? "typescript" : "javascript",
    parser: cellParser(lang).configure({props: [indentation]}),
    languageData: {
      closeBrackets: {brackets: ["(", "[", "{", "'", '"', "`"]},
      commentTokens: {line: "//", block: {open: "/*", close: "*/"}},
      indentOnInput: /^\s*(?:case |default:|\{|\})$/,
      wordChars: "$"
    }
  });
}
