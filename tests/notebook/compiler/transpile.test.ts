import {parseJavaScript} from "@observablehq/framework/dist/javascript/parse.js";
import {transpileJavaScript} from "@observablehq/framework/dist/javascript/transpile.js";
import {type ArrayExpression, parse, type Property} from "acorn";
import {describe, expect, test} from "vitest";
import {transpile} from "../../../components/notebook/compiler/transpile.js";

const modules: Record<string, string> = {
  d3: "https://example.org/d3.js",
  "./a.js": "https://example.org/a.js",
  "node:b": "https://example.org/b.js",
  "observablehq:stdlib": "https://example.org/stdlib.js"
};

function resolve(specifier: string): string {
  if (Object.hasOwn(modules, specifier)) return modules[specifier];
  throw new Error("no such module");
}

const options = {ecmaVersion: "latest", sourceType: "module"} as const;

/** A tree without places, empty statements, or the difference between `{a: a}` and `{a}`. */
function plain(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value) => {
      if (["start", "end", "raw", "shorthand"].includes(key)) return undefined;
      return Array.isArray(value) ? value.filter((node) => node?.type !== "EmptyStatement") : value;
    })
  );
}

function strings(node: unknown): unknown[] {
  return (node as ArrayExpression | undefined)?.elements.map((e) => (e as {value: unknown}).value) ?? [];
}

/** What Framework's own compiler makes of a cell. */
function framework(source: string, path: string) {
  const node = parseJavaScript(source, {path});
  const code = transpileJavaScript(node, {id: "cell", path, resolveImport: resolve});
  const [statement] = parse(code, options).body as unknown as [
    {expression: {arguments: [{properties: Property[]}]}}
  ];
  const {properties} = statement.expression.arguments[0];
  const get = (name: string) => properties.find(({key}) => (key as {name?: string}).name === name)?.value;
  return {inputs: strings(get("inputs")), outputs: strings(get("outputs")), body: plain(get("body"))};
}

/** What ours does, without guards. */
function ours(source: string, path: string) {
  const {inputs, outputs, code} = transpile(source, {resolve, path, guard: false});
  const [statement] = parse(code, options).body as unknown as [{declaration: {body: unknown}}];
  return {inputs, outputs, body: plain(statement.declaration.body)};
}

describe("transpile makes of a cell what Framework makes of it", () => {
  test.each([
    "1 + 1",
    "1 + 1;",
    "const x = 1",
    "\n\nconst x = 1\n\n",
    "x => y + x",
    "{a: 1, b}",
    "[1, 2].map((d) => d * k)",
    "(function* () { yield a })()",
    "function f(a) { return a + b }",
    "function () { return a }",
    "class A extends B {}",
    "class {}",
    "view(Inputs.range([0, n]))",
    "const v = view(Inputs.range([0, n], {value: n / 2}));",
    "display(x); display(y)",
    "display(x)",
    "await fetch(u)",
    "const {a, b: [c, ...d], ...e} = await f(g)",
    "for await (const x of y) display(x)",
    "let s = 0; for (const x of xs) s += x; display(s)",
    "import * as d3 from 'd3'; const q = d3.sum(z)",
    "import a, {b as c, d} from './a.js'\nimport 'd3'\nconst w = a(c, d)",
    "import {\n  a,\n  default as b\n} from './a.js';\nimport * as d3 from 'd3';\na(b, d3)",
    "import {'a-b' as c} from './a.js'; c",
    "import {} from './a.js'",
    "const m = await import('d3')",
    "const m = import(`./${'a'}.js`), n = import('d3' + ''), o = import(name)",
    "import.meta.resolve('d3')",
    "var u = 1; { let u = 2; const t = u + r } label: for (;;) break label",
    "try { f() } catch { g() } finally { h }",
    "`a ${b} c ${`d ${e}`}`",
    "(async () => { for await (const a of b) yield_(a) })()",
    "// comment\nPlot.plot({marks: []}) // after",
    "Plot.plot()\n",
    "async function* gen() { yield* other(arguments[0], this) }",
    "",
    "// only a comment",
    "const f = () => ({a, ...b}), g = ({x = y}) => x",
    "nt ?? 1",
    "x?.y?.[z]",
    "'use strict'; const a = b",
    "'use strict'",
    "function f() { 'use strict'; return a }",
    "FileAttachment('a.csv').csv()",
    "const rows = FileAttachment('./data/a.csv').csv({typed: true}), b = FileAttachment('/b.json').json()",
    "import {FileAttachment as F} from 'observablehq:stdlib'; F('a.csv')",
    "(FileAttachment) => FileAttachment(name)",
    "switch (a) { case b: let q = c; default: q = 2 }",
    "a, b",
    "const invalid = invalidation.then(() => stop())",
    "if (a) while (b) c(); else do d(); while (e)"
  ])("%j", (source) => {
    expect(ours(source, "/index.md")).toEqual(framework(source, "/index.md"));
  });

  test.each(["/lab.md", "/a/lab.md", "/a/b/lab.md", "/a/index.md"])("files on a page %s", (path) => {
    for (const name of ["x.csv", "./x.csv", "d/x.csv", "./d/../x.csv", "/x.csv", "/a/x.csv", "/a/b/x.csv"]) {
      const source = `FileAttachment(${JSON.stringify(name)})`;
      expect(ours(source, path)).toEqual(framework(source, path));
    }
  });

  test("files above the page", () => {
    const source = 'FileAttachment("../x.csv"), FileAttachment("../../x.csv"), FileAttachment("../b/x.csv")';
    expect(ours(source, "/a/b/lab.md")).toEqual(framework(source, "/a/b/lab.md"));
  });
});

describe("transpile refuses what Framework refuses, in its words", () => {
  test.each([
    "x = 1",
    "Math = 1",
    "x++",
    "[x] = [1]",
    "for (x of y) {}",
    "const Map = 1",
    "const a = ;",
    "const a = 1; const a = 2",
    "#!/bin/node\n1",
    "FileAttachment(name)",
    "FileAttachment('a', 'b')",
    "FileAttachment('../a.csv')",
    "FileAttachment('https://example.org/a.csv')",
    "return 1",
    "a {"
  ])("%j", (source) => {
    const message = (compile: (source: string, path: string) => unknown) => {
      try {
        return compile(source, "/index.md");
      } catch (error) {
        return String(error);
      }
    };
    expect(message(ours)).toMatch(/^SyntaxError: .* \(\d+:\d+\)$/);
    expect(message(ours)).toBe(message(framework));
  });
});

describe("transpile", () => {
  const compile = (source: string) => transpile(source, {resolve});

  test("refuses modules that the page has not, wherever they are named", () => {
    expect(() => compile("const a = 1;\n  import x from 'y';")).toThrow('this page has no module "y" (2:16)');
    expect(() => compile("await import('y')")).toThrow('this page has no module "y" (1:13)');
    expect(() => compile("import.meta.resolve('y')")).toThrow('this page has no module "y" (1:20)');
  });

  test("keeps the page's own error as the cause", () => {
    expect.assertions(1);
    try {
      compile("import 'y'");
    } catch (error) {
      expect((error as Error).cause).toEqual(new Error("no such module"));
    }
  });

  test("refuses export", () => {
    for (const code of [
      "export const a = 1",
      "export default 1",
      "export {a} from 'd3'",
      "export * from 'd3'"
    ])
      expect(() => compile(`b;\n${code}`)).toThrow("export is not available in a cell (2:0)");
  });

  test("refuses arguments outside a function, where a browser would refuse the whole page", () => {
    expect(() => compile("f(arguments)")).toThrow("arguments is not available outside a function (1:2)");
    expect(() => compile("() => arguments[0]")).toThrow(
      "arguments is not available outside a function (1:6)"
    );
    expect(compile("function f() { return () => arguments[0] }").inputs).toEqual([]);
  });

  test("leaves every line where it was", () => {
    const source =
      "import {\n  a\n} from './a.js';\nfor (;;)\n  for (const x of a)\n    FileAttachment('x.csv')\n\nend";
    const lines = compile(source).code.split("\n");
    expect(lines[0]).toMatch(/^export default .*; +$/);
    expect(lines[5]).toMatch(/^ {4}{if.*;FileAttachment\("\.\/x\.csv"\)}+$/);
    expect(lines[7]).toBe("end");
  });

  test("ends a statement before an import that is taken out", () => {
    expect(compile("const f = g\nimport a from 'd3'\n(a)").code).toMatch(/g\n; +\n\(a\)/);
  });

  test("imports a default and a namespace at once", () => {
    expect(compile("import a, * as b from 'd3'; const c = 1").code).toContain(
      `const b = await import("${modules.d3}");const {default: a} = b;`
    );
  });

  test("starts all imports together", () => {
    expect(compile("import a from 'd3'; import 'node:b'; const c = 1").code).toContain(
      `const [{default: a}, {}] = await Promise.all([import("${modules.d3}"), import("${modules["node:b"]}")]);`
    );
  });

  test("displays an object that displays something itself, where Framework would see a block", () => {
    const {code, inputs} = compile("{a: display(1), b: 2}");
    expect(inputs).toEqual(["display"]);
    expect(code).toContain("({a: display(1), b: 2}\n)");
  });

  test("names nothing as the reader does, whatever that is", () => {
    const {code, inputs} = compile("let __turns = 1; while (__turns < 9) __turns += \\u005f_guard");
    expect(inputs).toEqual(["__guard"]);
    expect(code).toMatch(/^export default \(__guard_\) => \(__guard\) => {/);
    expect(code).toContain("if(!(++__turns_&255))__guard_();");
  });
});
