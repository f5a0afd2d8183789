import MarkdownIt from "markdown-it";
import {describe, expect, test} from "vitest";
import {addMath, renderFormula} from "../scripts/math.js";

/** Sets what a page says with formulas as `[…]` and `[[…]]`, so that tests read easily. */
function render(markdown: string): string {
  const md = MarkdownIt({html: true});
  md.inline.ruler.push("placeholder", () => false); // Framework's own rule, before which ours is set
  addMath(md);
  md.renderer.rules.math = (tokens, i) => `[${tokens[i].content}]`;
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
