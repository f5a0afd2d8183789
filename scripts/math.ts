import type MarkdownIt from "markdown-it";
import type {RuleBlock} from "markdown-it/lib/parser_block.mjs";
import type {RuleInline} from "markdown-it/lib/parser_inline.mjs";
import {formulaHtml} from "../components/widgets/formula.js";

const codeDollar = 36;
const codeBackslash = 92;
const codeBacktick = 96;
const codeBraceLeft = 123;

/** Characters of a formula that stays in one line with the punctuation after it; a longer one may have to break. */
const longestJoined = 40;

/**
 * Adds formulas to *md*, set by KaTeX when the site is built: `$…$` in a line, `$$…$$` displayed.
 *
 * A dollar opens a formula only before something other than space, and closes one only after something other than
 * space and not before a digit, so "$5 or $10" stays text. `${…}` is always Framework's expression, `\$` a dollar, and
 * code is left alone. Formulas are not read inside HTML, where Markdown is not either, unless blank lines set it off.
 */
export function addMath(md: MarkdownIt): MarkdownIt {
  md.inline.ruler.before("placeholder", "math", inlineMath);
  md.block.ruler.before("paragraph", "math", displayMath, {alt: ["paragraph", "blockquote", "list"]});
  md.renderer.rules.math = (tokens, i, _options, env) => {
    const html = renderFormula(tokens[i].content, {displayMode: false, path: env?.path});
    const punctuation = tokens[i].meta as string;
    const joined = punctuation !== "" && tokens[i].content.length <= longestJoined;
    return joined ? `<span class="with-punctuation">${html}${punctuation}</span>` : `${html}${punctuation}`;
  };
  md.renderer.rules.displayMath = (tokens, i, _options, env) =>
    `${renderFormula(tokens[i].content, {displayMode: true, path: env?.path})}\n`;
  return md;
}

/** Like formulaHtml, except that what it throws names the formula and its page. */
export function renderFormula(formula: string, {displayMode = false, path = "an unnamed page"} = {}): string {
  try {
    return formulaHtml(formula, {displayMode});
  } catch (cause) {
    throw new Error(`invalid formula on ${path}: ${formula}; ${(cause as Error).message}`, {cause});
  }
}

const inlineMath: RuleInline = (state, silent) => {
  const {src, pos, posMax} = state;
  if (src.charCodeAt(pos) !== codeDollar) return false;
  const size = src.charCodeAt(pos + 1) === codeDollar ? 2 : 1;
  const start = pos + size;
  if (src.charCodeAt(start) === codeBraceLeft || (size === 1 && isSpace(src[start]))) return false;
  const end = findClose(src, start, posMax, size);
  if (end < 0) return false;
  const [punctuation] = /^[.,;:!?)]*/.exec(src.slice(end + size, posMax))!;
  if (!silent) {
    const token = state.push(size === 2 ? "displayMath" : "math", "", 0);
    token.content = src.slice(start, end).trim();
    if (size === 1) token.meta = punctuation; // a browser would begin a line with it
  }
  state.pos = end + size + (size === 1 ? punctuation.length : 0);
  return true;
};

/** Returns where the closing dollars are, or -1. */
function findClose(src: string, start: number, end: number, size: number): number {
  for (let i = start; i < end; ++i) {
    const code = src.charCodeAt(i);
    if (code === codeBackslash) ++i;
    else if (code === codeBacktick) return -1;
    else if (code === codeDollar) {
      if (i === start || src.charCodeAt(i + 1) === codeBraceLeft) return -1;
      if (size === 2) {
        if (src.charCodeAt(i + 1) === codeDollar) return i;
      } else if (!isSpace(src[i - 1]) && !/\d/.test(src[i + 1] ?? "")) return i;
    }
  }
  return -1;
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

/** A displayed formula of its own: from a line that begins with `$$` to one that ends with `$$`. */
const displayMath: RuleBlock = (state, startLine, endLine, silent) => {
  const first = lineAt(startLine);
  if (!first.startsWith("$$") || first.startsWith("$${") || state.sCount[startLine] - state.blkIndent >= 4)
    return false;
  const lines = [first.slice(2)];
  let line = startLine;
  while (!lines[lines.length - 1].endsWith("$$")) {
    if (++line >= endLine || state.isEmpty(line)) return false;
    lines.push(lineAt(line));
  }
  const content = lines.join("\n").slice(0, -2).trim();
  if (!content || content.includes("$$")) return false;
  if (silent) return true;
  const token = state.push("displayMath", "", 0);
  token.block = true;
  token.content = content;
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;

  function lineAt(n: number): string {
    return state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]).trim();
  }
};
