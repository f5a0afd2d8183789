import {createHash} from "node:crypto";
import {createMarkdownIt, type MarkdownPage, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import {JSDOM} from "jsdom";
import {describe, expect, test} from "vitest";
import {editableCells} from "../../scripts/editableCells.js";

/** Returns a page as Framework builds it with our cells, and its elements. */
function build(markdown: string, path = "/a"): MarkdownPage & {document: Document} {
  const page = parseMarkdown(markdown, {md: createMarkdownIt({markdownIt: editableCells}), path});
  return {...page, document: new JSDOM(page.body).window.document};
}

/** Returns a fence. */
function fence(source: string, info = "js editable"): string {
  return `\`\`\`${info}\n${source}\n\`\`\`\n\n`;
}

/** Returns the editable cells of a page. */
function cellsOf({document}: {document: Document}): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("editable-cell")];
}

/** Returns the cells that Framework runs, as far as their code matches *pattern*. */
function codeFor({code}: MarkdownPage, pattern: RegExp): MarkdownPage["code"] {
  return code.filter(({node}) => pattern.test(node.input));
}

/** Returns the script that makes cells editable. */
function scriptOf(page: MarkdownPage): string {
  const scripts = codeFor(page, /mountCells/);
  expect(scripts).toHaveLength(1);
  return scripts[0].node.input;
}

/** Returns the names of the modules that edited code of a page may import. */
function modulesOf(page: MarkdownPage): string[] {
  const names = [...scriptOf(page).matchAll(/("[^"]+"): import\.meta\.resolve\(\1\)/g)];
  return names.map(([, name]) => JSON.parse(name) as string);
}

/** Returns the comments that Framework shows cells at, within *element*. */
function rootsIn(element: Element): string[] {
  return [...element.innerHTML.matchAll(/<!--:([^:]+):-->/g)].map(([, id]) => id);
}

const offered = [
  "/components/network.js",
  "/components/training.js",
  "/components/charts.js",
  "/components/paths.js",
  "/components/landscape.js",
  "/components/exercises.js",
  "@observablehq/plot",
  "@observablehq/inputs",
  "d3",
  "htl"
];

describe("editableCells(md) makes of a fence", () => {
  test("a cell whose source is on the page, and that Framework runs as it is", () => {
    const source = "const depth = 56; // 6n + 2\ndisplay(depth);";
    const page = build(`# A\n\n${fence(source)}`);
    const [cell, ...others] = cellsOf(page);
    expect(others).toEqual([]);
    expect(cell.querySelector("pre code")!.textContent).toBe(`${source}\n`);
    expect(cell.querySelector("pre code")!.className).toBe("language-js");
    expect(cell.querySelector(".cell-title")!.textContent).toBe("depth");
    expect(cell.id).toBe("cell-depth");
    expect({...cell.dataset}).toEqual({
      key: "depth",
      lang: "js",
      title: "depth",
      cell: page.code[0].id,
      base: createHash("sha256").update(source).digest("hex").slice(0, 8),
      literals: '{"depth":56}'
    });
    expect(page.code[0].node.input.trim()).toBe(source);
    expect(page.code[0].node.declarations!.map(({name}) => name)).toEqual(["depth"]);
    // Its block comes last: what grows does not move the code.
    expect(rootsIn(cell)).toEqual([page.code[0].id]);
    expect(cell.lastElementChild!.className).toBe("observablehq observablehq--block");
  });

  test("the same cell as of an ordinary fence", () => {
    const source =
      'import {a} from "./components/network.js";\nconst b = a + FileAttachment("./c.json").name;';
    const [ordinary, editable] = ["js", "js editable"].map(
      (info) => build(fence(source, info), "/x/y").code[0]
    );
    expect(editable).toEqual(ordinary);
  });

  test("text, whatever is in the source, its title and its id", () => {
    const source =
      'display(html`<img src=x onerror="alert(1)"></code></pre></editable-cell><script>a&amp;b</script>`);\n// ${1} *a* “é”';
    const page = build(fence(source, `js editable id="a<b>&" title="<b>'&amp;"`));
    const [cell, ...others] = cellsOf(page);
    expect(others).toEqual([]);
    expect(cell.querySelector("code")!.textContent).toBe(`${source}\n`);
    expect(page.document.querySelectorAll("script, img, b")).toHaveLength(0);
    expect(cell.dataset.key).toBe("a<b>&");
    expect(cell.id).toBe("cell-a<b>&");
    expect(cell.querySelector(".cell-title")!.textContent).toBe("<b>'&amp;");
  });

  test("a cell of TypeScript, shown as it was written and run without its types", () => {
    const source = "const depth: number = 56;\ninterface A {}";
    const page = build(fence(source, "ts editable"));
    const [cell] = cellsOf(page);
    expect(cell.dataset).toMatchObject({lang: "ts", literals: '{"depth":56}'});
    expect(cell.querySelector("code")!.textContent).toBe(`${source}\n`);
    expect(cell.querySelector("code")!.className).toBe("language-ts");
    expect(page.code[0].node.input).not.toMatch(/number|interface/);
  });

  test("a cell in every way to write it", () => {
    for (const info of [
      "js editable",
      "js {editable}",
      "js { editable title=a }",
      "js run=true editable",
      'js editable="true"',
      "js Editable",
      "js editable=TRUE echo"
    ])
      expect(cellsOf(build(fence("1 + 1", info))), info).toHaveLength(1);
    for (const info of [
      "js",
      "js editable=false",
      "js not-editable",
      "jsx editable",
      "html editable",
      "js title=editable",
      "md editable",
      "editable"
    ])
      expect(cellsOf(build(fence("1 + 1", info))), info).toHaveLength(0);
  });

  test("an expression, without names", () => {
    const page = build(fence("1 + 1"));
    const [cell] = cellsOf(page);
    expect(cell.dataset).toMatchObject({key: "cell", title: "cell", literals: "{}"});
    expect(page.code[0].node.expression).toBe(true);
    expect(cell.querySelector("observablehq-loading")).not.toBeNull();
  });

  test("a fault in its syntax: said at once, with the source, and no cell", () => {
    for (const [info, source] of [
      ["js editable", "const a = <b>;"],
      ["ts editable", "const a: = 1"],
      ["js editable run=false", "let ("]
    ]) {
      const page = build(`${fence(source, info)}${fence("const b = 1")}`);
      expect(cellsOf(page).map(({dataset}) => dataset.key)).toEqual(["b"]);
      expect(page.document.querySelector(".observablehq--error")!.textContent).toMatch(/^SyntaxError: /);
      expect(page.document.querySelector("pre code")!.textContent).toBe(`${source}\n`);
      expect(codeFor(page, /const b = 1/)).toHaveLength(1);
    }
  });
});

describe("editableCells(md) names cells", () => {
  test("by id, else by what they declare, and never two alike", () => {
    const page = build(
      fence("const a = 1, b = 2") +
        fence("display(1)") +
        fence("display(2)") +
        fence("const c = 1", "js editable id=a-b title='A and b'") +
        fence("const {d, e: [f]} = g", "js editable") +
        fence("display(3)", "js editable id=cell")
    );
    const cells = cellsOf(page);
    expect(cells.map(({dataset}) => dataset.key)).toEqual([
      "a-b",
      "cell",
      "cell-2",
      "a-b-2",
      "d-f",
      "cell-3"
    ]);
    expect(cells.map(({dataset}) => dataset.title)).toEqual([
      "a, b",
      "cell",
      "cell",
      "A and b",
      "d, f",
      "cell"
    ]);
    expect(cells.map(({id}) => id)).toEqual(cells.map(({dataset}) => `cell-${dataset.key}`));
  });

  test("anew on each page", () => {
    const md = createMarkdownIt({markdownIt: editableCells});
    for (const path of ["/a", "/b"]) {
      const {body} = parseMarkdown(fence("const a = 1"), {md, path});
      expect(body).toContain('data-key="a"');
    }
  });

  test("of the same code apart for Framework too", () => {
    const page = build(fence("display(1)").repeat(3));
    const ids = cellsOf(page).map(({dataset}) => dataset.cell);
    expect(new Set(ids).size).toBe(3);
    expect(cellsOf(page).map((cell) => rootsIn(cell))).toEqual(ids.map((id) => [id]));
  });
});

test("editableCells(md) notes the numbers, words and truth values that a cell gives names to", () => {
  const source = `const a = 1, b = "x\\"<", c = true;
let d = 0.5;
const e = -1, f = null, g = /x/, h = a + 1, i = [1], j = 10n, k = \`l\`;
const {m} = {m: 1};
function n() { const o = 1; }
const p = "";`;
  const [cell] = cellsOf(build(fence(source)));
  expect(JSON.parse(cell.dataset.literals!)).toEqual({a: 1, b: 'x"<', c: true, d: 0.5, p: ""});
});

describe("editableCells(md) lets a cell with run=false wait:", () => {
  const source =
    'import * as tf from "@tensorflow/tfjs";\nconst run = train(d3.range(depth), Plot), other = tf;\ndisplay(run);';
  const page = build(
    fence("const depth = 1") +
      fence(source, "js editable run=false id=training") +
      fence("display(run)", "js")
  );

  test("its source is there, and does not run", () => {
    const cell = cellsOf(page)[1];
    expect(cell.dataset).toMatchObject({key: "training", waits: "", title: "tf, run, other"});
    expect(cell.querySelector("code")!.textContent).toBe(`${source}\n`);
    expect(codeFor(page, /train\(/)).toEqual([]);
  });

  test("its outputs are pending until then", () => {
    const cell = cellsOf(page)[1];
    const standIn = page.code.find(({id}) => id === cell.dataset.cell)!;
    expect(rootsIn(cell)).toEqual([standIn.id]);
    expect(standIn.node.declarations!.map(({name}) => name)).toEqual(["tf", "run", "other"]);
    for (const name of ["tf", "run", "other"])
      expect(standIn.node.input).toContain(`const ${name} = invalidation.then(() => {});`);
  });

  test("what it will need is bundled: what it refers to, and libraries as the page has them", () => {
    const cell = cellsOf(page)[1];
    const references = page.code.find(({id}) => id === cell.dataset.cell)!.node.references;
    expect(references.map(({name}) => name)).toEqual(expect.arrayContaining(["train"]));
    // Declared on the page, or brought by a cell of ours: Framework's own would come from another host.
    for (const name of ["depth", "d3", "Plot", "display", "run"])
      expect(references.map((reference) => reference.name)).not.toContain(name);
    expect(codeFor(page, /^import \* as d3 from "d3";\s*$/)).toHaveLength(1);
    expect(codeFor(page, /^import \* as Plot from "@observablehq\/plot";\s*$/)).toHaveLength(1);
  });

  test("what it imports can be imported when it runs", () => {
    expect(modulesOf(page)).toContain("@tensorflow/tfjs");
  });

  test("one without outputs has a stand-in too", () => {
    const {code, document} = build(fence("display(1)", "js editable run=false"));
    expect(cellsOf({document})[0].dataset).toMatchObject({key: "cell", waits: ""});
    expect(code.some(({node}) => node.input.includes("display(1)"))).toBe(false);
  });
});

describe("editableCells(md) ends a page of such cells", () => {
  const page = build(
    `${fence("const a = 1")}${fence("display(Plot.plot({x: d3.range(a)}), html`<b>`, Inputs)")}The depth is \${tex\`a\`}.`,
    "/x/y"
  );

  test("with one hidden script, whose root is there for the graph", () => {
    const hidden = [...page.document.querySelectorAll("div[hidden]")];
    expect(hidden).toHaveLength(1);
    expect(hidden[0]).toBe(page.document.body.lastElementChild);
    expect(rootsIn(hidden[0])).toContain("ce11ab1e");
    expect(page.body.split("<!--:ce11ab1e:-->")).toHaveLength(2);
    const script = codeFor(page, /mountCells/)[0];
    expect(rootsIn(hidden[0])).toContain(script.id);
    expect(script.node.references.map(({name}) => name)).toEqual(["FileAttachment", "invalidation"]);
    expect(script.node.declarations).toEqual([]); // what names something starts before the page's other cells
    expect(scriptOf(page)).toContain('path: "/x/y"');
    expect(script.node.files.map(({name}) => name)).toEqual(["../data/courseApi.json"]); // from this page
  });

  test("with the libraries that its code uses without importing them, and no others", () => {
    const libraries = codeFor(page, /^import .* from "[^"]+";\s*$/).map(({node}) => node.input.trim());
    expect(libraries).toEqual([
      'import * as Plot from "@observablehq/plot";',
      'import * as Inputs from "@observablehq/inputs";',
      'import * as d3 from "d3";',
      'import {html} from "htl";',
      'import {tex} from "/components/widgets/tex.js";'
    ]);
    expect(new Set(page.code.map(({id}) => id)).size).toBe(page.code.length);
  });

  test("without libraries that the page imports or defines itself", () => {
    const {code} = build(fence('import * as Plot from "@observablehq/plot";\nconst d3 = 1;\nPlot.plot(d3);'));
    expect(code).toHaveLength(2);
  });

  test("with the modules that edited code may import", () => {
    expect(modulesOf(page)).toEqual(offered);
    // Nothing but the script itself is loaded before a cell asks for it.
    const {imports} = codeFor(page, /mountCells/)[0].node;
    const loaded = imports.filter(({method}) => method !== "resolve").map(({name}) => name);
    expect(loaded).toEqual(["../components/notebook/page/mount.js"]);
  });

  test("the page's own imports among them, by path from the root, once each", () => {
    const imports = [
      'import {a} from "./components/charts/a.js";',
      'import {b} from "../components/b.js";',
      'import {c} from "/components/c.js";',
      'import * as e from "d3";'
    ];
    const nested = build(
      `${fence(imports.join("\n"), "js")}${fence('const d = import("./d.js"), e2 = import("../components/b.js"), f = import.meta.resolve("./f.js")')}`,
      "/embed/x"
    );
    expect(modulesOf(nested)).toEqual([
      ...offered,
      "/embed/components/charts/a.js",
      "/components/b.js",
      "/components/c.js",
      "/embed/d.js"
    ]);
    const atTop = build(`${fence('import {a} from "./components/charts/a.js";', "js")}${fence("a")}`);
    expect(modulesOf(atTop)).toEqual([...offered, "/components/charts/a.js"]);
    const deep = build(
      `${fence('import {a} from "../../components/charts/a.js";', "js")}${fence("a")}`,
      "/b/c/d"
    );
    expect(modulesOf(deep)).toEqual([...offered, "/components/charts/a.js"]);
  });

  test("also where only a notebook is imported", () => {
    const notebook = build(
      `${fence('import {notebook} from "./components/notebook/document/notebook.js";\ndisplay(notebook({}));', "js")}`,
      "/lab"
    );
    expect(cellsOf(notebook)).toEqual([]);
    expect(scriptOf(notebook)).toContain('path: "/lab"');
    expect(modulesOf(notebook)).toEqual([...offered, "/components/notebook/document/notebook.js"]);
    expect(notebook.body).toContain("<!--:ce11ab1e:-->");
  });
});

describe("editableCells(md) leaves as it is", () => {
  test("a page without such cells", () => {
    const markdown = `# A\n\nText, \${1 + 1} and *more*.\n\n${fence("const a = Plot.plot()", "js")}${fence("const b = 1", "js echo")}${fence("<b>", "html run=false")}${fence("const c = 1", "js run=false")}`;
    const ours = build(markdown);
    const own = parseMarkdown(markdown, {md: createMarkdownIt(), path: "/a"});
    expect(ours.body).toBe(own.body);
    expect(ours.code).toEqual(own.code);
    expect(ours.body).not.toMatch(/editable|ce11ab1e|hidden/);
  });

  test("the other parts of a page with such cells", () => {
    const markdown = (info: string) =>
      `# A\n\nText \${a}.\n\n${fence("const a = 1", info)}${fence("display(a)", "js echo")}End.`;
    const [ours, own] = [
      build(markdown("js editable")),
      parseMarkdown(markdown("js"), {md: createMarkdownIt(), path: "/a"})
    ];
    expect(ours.code.slice(0, 3)).toEqual(own.code);
    const parts = (body: string) => new JSDOM(body).window.document.body;
    const rest = parts(ours.body);
    rest.querySelectorAll("editable-cell, div[hidden]").forEach((element) => element.remove());
    const before = parts(own.body);
    before.querySelector(".observablehq--block")!.remove();
    expect(rest.innerHTML.replace(/\s+/g, " ").trim()).toBe(before.innerHTML.replace(/\s+/g, " ").trim());
  });
});
