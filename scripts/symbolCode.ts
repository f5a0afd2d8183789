import {createRequire} from "node:module";
import type MarkdownIt from "markdown-it";
import type {SymbolName} from "../components/symbols/symbols.js";
import {isOn, parseFenceInfo} from "./fenceInfo.js";

/** Symbols by the names that code has for them. */
const spellings: Readonly<Record<string, SymbolName>> = {
  x: "x",
  F: "F",
  H: "H",
  W: "W",
  lambda: "lambda",
  lambda_: "lambda", // a keyword of Python, without the line
  λ: "lambda",
  l: "ell",
  ℓ: "ell",
  L: "L",
  loss: "epsilon",
  ε: "epsilon",
  T: "T",
  C: "C"
};

/**
 * A whole identifier; a letter may be numbered, as in `W2`. `F.relu` is PyTorch's module, not the residual function, and
 * `x.T` a transpose, not a transformation.
 */
const identifier =
  /(?<![\p{L}\p{N}_$])(?!F\.|(?<=\.)T)(x|F|H|W|T|C|lambda_?|λ|l|ℓ|L|loss|ε)((?<=[xFHWT])\d+)?(?![\p{L}\p{N}_$])/gu;

/** Parts of a program that name nothing. */
const nameless = /hljs-(comment|string|regexp|keyword|meta|doctag|number)/;

/**
 * Makes fences such as ```` ```js symbols ```` listings whose variables are the course's symbols: never run, highlighted as
 * any listing, and `x`, `F`, `H`, `W`, `T`, `C`, `lambda`, `l`, `L` and `loss` light up with the formulas. `symbols="x F"` leaves the
 * names of others alone, such as the height and width in `N, C, H, W = x.shape`.
 */
export function symbolCode(md: MarkdownIt): MarkdownIt {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, i, options, context, self) => {
    const {lang, attributes} = parseFenceInfo(tokens[i].info);
    if (!hasSymbols(attributes)) return fence(tokens, i, options, context, self);
    const names = attributes.symbols ? attributes.symbols.split(/[\s,]+/) : undefined;
    const code = markSymbols(highlighted(tokens[i].content, lang), names);
    // Framework highlights the text of a listing, and leaves elements in it as they are.
    return `<pre><code class="language-${lang}"><span>${code}</span></code></pre>\n`;
  };
  return md;
}

/** Returns whether a fence is a listing with symbols, by its *attributes*. A cell that readers edit is none. */
export function hasSymbols({symbols, editable}: Record<string, string>): boolean {
  return isOn(symbols) && !isOn(editable);
}

/** Framework's own highlighter, so that all listings look alike. */
interface Highlighter {
  getLanguage(name: string): unknown;
  highlight(source: string, options: {language: string}): {value: string};
}

function highlighted(source: string, language: string): string {
  const ours = createRequire(import.meta.url);
  const frameworks = createRequire(ours.resolve("@observablehq/framework/package.json"));
  const highlighter = frameworks("highlight.js") as Highlighter;
  if (!highlighter.getLanguage(language))
    throw new Error(`invalid listing: ${language} symbols; no such language`);
  return highlighter.highlight(source, {language}).value;
}

/** Returns highlighted code with a `data-symbol` around each symbol, of those in *names* if there are any. */
function markSymbols(code: string, names?: readonly string[]): string {
  const open: string[] = []; // the classes of the elements that are open
  return code.replace(/<span class="([^"]*)">|<\/span>|&[^;]+;|[^<&]+/g, (part, classes?: string) => {
    if (classes !== undefined) open.push(classes);
    else if (part === "</span>") open.pop();
    else if (!nameless.test(open.at(-1) ?? "")) return markText(part, names);
    return part;
  });
}

function markText(text: string, names?: readonly string[]): string {
  return text.replace(identifier, (name, letter: string) => {
    const symbol = spellings[letter];
    const wanted = !names || names.includes(symbol) || names.includes(letter);
    return wanted ? `<span data-symbol="${symbol}">${name}</span>` : name;
  });
}
