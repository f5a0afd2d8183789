import {readFileSync} from "node:fs";
import {rewriteHtml} from "@observablehq/framework/dist/html.js";
import {createMarkdownIt, type MarkdownPage, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import {JSDOM} from "jsdom";
import {describe, expect, test} from "vitest";
import config from "../../observablehq.config.js";
import {findPageBreaches} from "../importRules.js";

/** Returns a page as this site is built, up to the file that is written. */
function build(markdown: string): MarkdownPage & {document: Document} {
  const page = parseMarkdown(markdown, {md: createMarkdownIt({markdownIt: config.markdownIt}), path: "/a"});
  return {...page, document: new JSDOM(rewriteHtml(page.body, {})).window.document};
}

/** Returns the symbols of a listing: `F` for one that is written so, `ell: l` for others. */
function symbolsOf(source: string, info = "js symbols"): string[] {
  const {document} = build(`\`\`\`${info}\n${source}\n\`\`\`\n`);
  expect(document.querySelector("pre code")!.textContent).toBe(`${source}\n`);
  return [...document.querySelectorAll<HTMLElement>("[data-symbol]")].map(({dataset, textContent}) =>
    dataset.symbol === textContent ? textContent! : `${dataset.symbol}: ${textContent}`
  );
}

describe("a fence with symbols", () => {
  test("is a listing with the course's symbols, never run", () => {
    const page = build("```js symbols\nconst H = F(x) + x; // 1 < 2\n```\n");
    expect(page.code).toEqual([]);
    const pre = page.document.querySelector("pre")!;
    expect(pre.dataset.language).toBe("js");
    expect(pre.querySelector("code")!.className).toBe("language-js");
    expect(pre.querySelectorAll("[data-symbol]")).toHaveLength(4);
    expect(pre.querySelector(".hljs-comment")!.textContent).toBe("// 1 < 2");
  });

  test("is highlighted as any listing, but for its symbols", () => {
    const source = 'function H(x) { return `${F(x)}` + "&<x>" /* x */ + W1 * lambda; }';
    const [marked, plain] = ["js symbols", "js run=false"].map((info) =>
      build(`\`\`\`${info}\n${source}\n\`\`\`\n`).document.querySelector("code")!
    );
    for (const symbol of marked.querySelectorAll("[data-symbol]")) symbol.replaceWith(...symbol.childNodes);
    expect(marked.firstElementChild!.innerHTML).toBe(plain.innerHTML);
  });

  test("finds whole identifiers, numbered ones, and those in templates; not words in strings and comments", () => {
    expect(symbolsOf("const maxF = xs[0] + x_1 + W2 * relu(W1 * x);")).toEqual(["W: W2", "W: W1", "x"]);
    expect(symbolsOf("for (let l = 0; l < L; ++l) loss += lambda * λ;")).toEqual([
      ...["ell: l", "ell: l", "L", "ell: l"],
      ...["epsilon: loss", "lambda", "lambda: λ"]
    ]);
    expect(symbolsOf("// x\nconst a = 'x \\'' + `x ${x} F`; /x/; 1 && \"<x>\";")).toEqual(["x"]);
  });

  test("takes Python's lambda for a keyword, and F. for PyTorch's functions", () => {
    expect(symbolsOf("y = self.F(x) + F.relu(x)", "py symbols")).toEqual(["F", "x", "x"]);
    expect(symbolsOf("f = lambda a: lambda_ * a  # x", "python symbols")).toEqual(["lambda: lambda_"]);
    expect(symbolsOf("y = sum(T[i](x) for i in range(C)) + T2(x.T)", "py symbols")).toEqual([
      "T",
      "x",
      "C",
      "T: T2",
      "x"
    ]);
  });

  test("can be told which symbols it has", () => {
    const source = "N, C, H, W = x.shape\nloss = F(x)";
    expect(symbolsOf(source, 'py symbols="x F loss"')).toEqual(["x", "epsilon: loss", "F", "x"]);
    expect(symbolsOf(source, "py symbols=x")).toEqual(["x", "x"]);
    expect(symbolsOf(source, 'py symbols="epsilon"')).toEqual(["epsilon: loss"]);
  });

  test("is no cell of a page, which must be thin", () => {
    const page = "```js symbols\nfunction H(x) {\n  return F(x) + x;\n}\n```\n";
    expect(findPageBreaches("src/a.md", page, new Set())).toEqual([]);
    expect(findPageBreaches("src/a.md", page.replace(" symbols", ""), new Set())).toHaveLength(1);
  });

  test("of no language is a fault", () => {
    expect(() => build("```nosuch symbols\nx\n```\n")).toThrow(/invalid listing: nosuch symbols/);
  });
});

test("other fences stay as they are", () => {
  const fences = [
    "js",
    "js echo",
    "js run=false",
    "js editable",
    "js editable title=symbols",
    'js echo title="no symbols here"'
  ];
  const counts = fences.map((info) => {
    const {code, document} = build(`\`\`\`${info}\nconst x = 1;\n\`\`\`\n`);
    const own = code.filter(({node}) => !/mountCells/.test(node.input)).length;
    return [own, document.querySelectorAll("pre").length, document.querySelectorAll("[data-symbol]").length];
  });
  expect(counts).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [0, 1, 0],
    [1, 1, 0],
    [1, 1, 0],
    [1, 1, 0]
  ]);
  const page = build(readFileSync("src/degradation.md", "utf8"));
  expect(page.document.querySelectorAll("[data-symbol]")).toHaveLength(0);
});
