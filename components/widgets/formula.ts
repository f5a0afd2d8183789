import katex, {type KatexOptions, type TrustContext} from "katex";
import {isSymbol, type SymbolName} from "../symbols/symbols.js";

/** Symbols by the ways to write them in a formula. */
const spellings: Readonly<Record<string, SymbolName>> = {
  x: "x",
  F: "F",
  H: "H",
  W: "W",
  "\\lambda": "lambda",
  λ: "lambda",
  l: "ell",
  "\\ell": "ell",
  ℓ: "ell",
  L: "L",
  "\\epsilon": "epsilon",
  "\\varepsilon": "epsilon",
  ε: "epsilon",
  T: "T",
  C: "C"
};

/**
 * Returns a formula as HTML to look at and MathML to listen to. `\s` before a letter, or before a group that begins with
 * one, such as `\s x`, `\s{W_1}` or `\s{x_{\s\ell}}`, makes it one of the course's symbols, which light up together. The
 * MathML is that of the formula without `\s`. Throws if the formula has a fault, or asks for other HTML of its own.
 */
export function formulaHtml(formula: string, {displayMode = false} = {}): string {
  const html = katex.renderToString(formula, {
    displayMode,
    output: "htmlAndMathml",
    throwOnError: true,
    strict: (fault: string) => (fault === "htmlExtension" ? "ignore" : "error"), // which `trust` decides on
    trust,
    macros: {"\\s": symbolMacro as MacroFunction}
  });
  return html.replace(/<annotation[^<]*/, (source) => source.replace(macro, "$1"));
}

/** `\s` where its backslash is not the second of a line's end. */
const macro = /(?<!\\)((?:\\\\)*)\\s(?![A-Za-z]) */g;

type MacroFunction = Extract<NonNullable<KatexOptions["macros"]>[string], (expander: object) => unknown>;

/** The part of KaTeX's macro expander that a macro needs. */
interface Expander {
  /** Takes a macro's argument off what follows; its tokens come last first. */
  consumeArg(): {tokens: {text: string}[]};
}

/** A group of its own, so that the space after a symbol is not the symbol's. */
function symbolMacro(expander: Expander): string {
  const tokens = expander
    .consumeArg()
    .tokens.map(({text}) => text)
    .reverse();
  const first = tokens.find((text) => !/^(\{|\\math\w+|\s*)$/.test(text)) ?? "";
  const name = Object.hasOwn(spellings, first) ? spellings[first] : undefined;
  if (!name)
    throw new Error(`invalid symbol: ${tokens.join("")}; symbols are ${Object.keys(spellings).join(" ")}`);
  return `{\\htmlData{symbol=${name}}{${tokens.join(" ")}}}`;
}

/** Throws for other commands: KaTeX would write the name of one that is not trusted in red, and go on. */
function trust(context: TrustContext): boolean {
  const {command, attributes = {}} = context as {command: string; attributes?: Record<string, string>};
  const [[key, value] = [], ...others] = Object.entries(attributes);
  const allowed =
    command === "\\htmlData" && key === "data-symbol" && isSymbol(value!) && others.length === 0;
  if (!allowed) throw new Error(`${command} is not allowed; symbols are written as \\s x`);
  return true;
}
