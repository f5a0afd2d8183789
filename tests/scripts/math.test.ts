import {JSDOM} from "jsdom";
import katex from "katex";
import MarkdownIt from "markdown-it";
import {describe, expect, test} from "vitest";
import {addMath, renderFormula} from "../../scripts/math.js";

/** Sets what a page says with formulas as `[…]` and `[[…]]`, so that tests read easily. */
function render(markdown: string): string {
  const md = MarkdownIt({html: true});
  md.inline.ruler.push("placeholder", () => false); // Framework's own rule, before which ours is set
  addMath(md);
  md.renderer.rules.math = (tokens, i) => `[${tokens[i].content}]${tokens[i].meta}`;
  md.renderer.rules.displayMath = (tokens, i) => `[[${tokens[i].content}]]`;
  return md.render(markdown).trim();
}

describe("addMath", () => {
  test("sets formulas in a line and on their own", () => {
    expect(render("Let $H(x)$ be $F(x)+x$.")).toBe("<p>Let [H(x)] be [F(x)+x].</p>");
    expect(render("So $$a = b$$ holds.")).toBe("<p>So [[a = b]] holds.</p>");
    expect(render("$$a = b$$")).toBe("[[a = b]]");
    expect(render("Text\n$$\na\n= b\n$$\nmore")).toBe("<p>Text</p>\n[[a\n= b]]<p>more</p>");
    expect(render("- item\n\n  $$a$$")).toContain("[[a]]");
  });

  test("takes underscores, stars and backslashes in a formula as they are", () => {
    expect(render("$x_1 * y_1 * \\frac{1}{2}$ and $a_b$")).toBe(
      "<p>[x_1 * y_1 * \\frac{1}{2}] and [a_b]</p>"
    );
    expect(render("$\\$5 + x$")).toBe("<p>[\\$5 + x]</p>");
  });

  test("leaves prices, code and single dollars alone", () => {
    expect(render("It costs $5 or $10, or $5–$10.")).toBe("<p>It costs $5 or $10, or $5–$10.</p>");
    expect(render("`$x$` and $5 `a$`")).toBe("<p><code>$x$</code> and $5 <code>a$</code></p>");
    expect(render("```\n$$a$$\n$b$\n```")).toBe("<pre><code>$$a$$\n$b$\n</code></pre>");
    expect(render("\\$x\\$ and $ x $")).toBe("<p>$x$ and $ x $</p>");
    expect(render("    $$a$$")).toBe("<pre><code>$$a$$\n</code></pre>");
  });

  test("leaves Framework's expressions alone", () => {
    expect(render("Depth ${depth} and ${width}.")).toBe("<p>Depth ${depth} and ${width}.</p>");
    expect(render("It costs $${price}, $x$ too.")).toBe("<p>It costs $${price}, [x] too.</p>");
    expect(render("$a ${depth} b$")).not.toContain("[");
    expect(render("$${depth}$$")).not.toContain("[");
  });
});

test("a short formula stays in one line with the punctuation after it; a long one may break", () => {
  const rendered = (markdown: string) => {
    const md = MarkdownIt({html: true});
    md.inline.ruler.push("placeholder", () => false);
    return new JSDOM(addMath(md).render(markdown)).window.document;
  };
  const short = rendered("It is $H - x$). So (see $F$) it is $x$ too.");
  const joined = [...short.querySelectorAll(".with-punctuation")].map((span) => span.lastChild!.textContent);
  expect(joined).toEqual([").", ")"]);
  const long = rendered("It is $a + b + c + d + e + f + g + h + i + j + k$.");
  expect(long.querySelector(".with-punctuation")).toBeNull();
  expect(long.body.textContent.trim().endsWith("k.")).toBe(true);
});

describe("renderFormula", () => {
  test("gives HTML to look at and MathML to listen to", () => {
    const html = renderFormula("H(x) = F(x) + x", {displayMode: true});
    expect(html).toMatch(/^<span class="katex-display">/);
    expect(html).toContain("<math");
    expect(html).toContain('aria-hidden="true"');
  });

  test("throws on a faulty formula, naming it and its page", () => {
    expect(() => renderFormula("\\frac{1", {path: "/degradation"})).toThrow(
      /^invalid formula on \/degradation: \\frac\{1;/
    );
  });
});

/** Returns the symbols of a formula, each with its text. */
function symbolsOf(formula: string): string[][] {
  const document = new JSDOM(renderFormula(formula)).window.document;
  return [...document.querySelectorAll<HTMLElement>("[data-symbol]")].map((element) => [
    element.dataset.symbol!,
    element.textContent!.replaceAll("\u200b", "")
  ]);
}

function mathOf(html: string): string {
  return /<math[\s\S]*<\/math>/.exec(html)![0];
}

describe("\\s in a formula", () => {
  test("makes a letter, or a group that begins with one, a symbol", () => {
    expect(symbolsOf("\\s H(\\s x) = \\s F(\\s{x}) + \\s x")).toEqual(
      ["H", "x", "F", "x", "x"].map((name) => [name, name])
    );
    expect(symbolsOf("\\s{W_1} + \\s{\\mathbf{W}}")).toEqual([
      ["W", "W1"],
      ["W", "W"]
    ]);
    expect(symbolsOf("\\s\\lambda^{\\s L} \\s\\varepsilon")).toEqual([
      ["lambda", "λ"],
      ["L", "L"],
      ["epsilon", "ε"]
    ]);
  });

  test("can be within another, and right behind _ and ^", () => {
    const nested = [
      ["x", "xℓ"],
      ["ell", "ℓ"]
    ];
    expect(symbolsOf("\\s{x_{\\s\\ell}}")).toEqual(nested);
    expect(symbolsOf("\\s{x_\\s\\ell}")).toEqual(nested);
  });

  test("is not listened to: the MathML is that of the formula without it", () => {
    const pairs = [
      ["\\s H(\\s x) = \\s{F}(\\s x)", "H(x) = {F}(x)"],
      [
        "\\frac{\\partial\\s\\varepsilon}{\\partial\\s{x_\\ell}}",
        "\\frac{\\partial\\varepsilon}{\\partial{x_\\ell}}"
      ],
      ["\\begin{matrix} a \\\\s \\\\\\s x \\end{matrix}", "\\begin{matrix} a \\\\s \\\\x \\end{matrix}"]
    ];
    for (const [marked, bare] of pairs)
      expect(mathOf(renderFormula(marked))).toBe(mathOf(renderFormula(bare)));
  });

  test("leaves the space around a symbol, which is not lit, to the formula", () => {
    expect(symbolsOf("\\s x + \\s x")).toHaveLength(2);
    const document = new JSDOM(renderFormula("\\s x + \\s x")).window.document;
    expect(document.querySelectorAll("[data-symbol] .mspace")).toHaveLength(0);
    expect(document.querySelectorAll(".mspace")).toHaveLength(2);
  });

  test("names the symbols if it is before anything else", () => {
    expect(() => renderFormula("\\s y", {path: "/a"})).toThrow(
      /on \/a: \\s y; invalid symbol: y; symbols are x F H W/
    );
    expect(() => renderFormula("\\s{}")).toThrow(/invalid symbol: ;/);
    expect(() => renderFormula("\\s{toString}")).toThrow(/invalid symbol: toString;/);
  });
});

describe("a formula without symbols", () => {
  test.each([
    "H(x) = F(x) + x",
    "\\sum_{i=\\ell}^{L-1} F(x_i, W_i)",
    "\\text{a b} \\sqrt{\\frac12}",
    "a \\\\ b"
  ])("is as KaTeX sets it: %s", (formula) => {
    for (const displayMode of [false, true]) {
      const options = {displayMode, output: "htmlAndMathml", strict: "error"} as const;
      expect(renderFormula(formula, {displayMode})).toBe(katex.renderToString(formula, options));
    }
  });

  test.each([
    "\\href{https://example.org}{x}",
    "\\url{https://example.org}",
    "\\includegraphics{a.png}",
    "\\htmlClass{a}{x}",
    "\\htmlId{a}{x}",
    "\\htmlStyle{color: red}{x}",
    "\\htmlData{other=x}{x}",
    "\\htmlData{symbol=y}{x}",
    "\\htmlData{symbol=x, other=y}{x}"
  ])("may not bring HTML of its own: %s", (formula) => {
    expect(() => renderFormula(formula)).toThrow(/is not allowed; symbols are written as/);
  });

  test("is held to LaTeX otherwise", () => {
    expect(() => renderFormula("\\text{a $é$}é")).toThrow(/invalid formula/);
  });
});
