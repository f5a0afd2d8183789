import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {compileCell} from "../../../components/notebook/compiler/compileCell.js";
import {cellFile, locate} from "../../../components/notebook/compiler/locate.js";
import {createLoopGuard} from "../../../components/notebook/compiler/loopGuard.js";
import {transpile} from "../../../components/notebook/compiler/transpile.js";
import {loadData} from "../loadData.js";

/** Runs a cell in which `¦` stands right before what fails, and returns where it is and where locate finds it. */
async function fail(marked: string, lang: "js" | "ts" = "js") {
  const source = marked.replace("¦", "");
  const before = marked.slice(0, marked.indexOf("¦")).split("\n");
  const options = {name: "a cell", lang, resolve: () => "data:text/javascript,export default 1"};
  const cell = await compileCell(source, {...options, load: loadData});
  const fault = () => {
    throw new Error("fault");
  };
  let error: unknown;
  try {
    await cell.body(...cell.inputs.map((name) => (name === "fault" ? fault : undefined)));
  } catch (caught) {
    error = caught;
  }
  return {
    expected: {line: before.length, column: before[before.length - 1].length + 1},
    found: cell.locate(error),
    error
  };
}

describe("locate finds where a running cell has failed", () => {
  // Vitest writes stacks in a way of its own, without the names that the code gives itself.
  const errors: {prepareStackTrace?: unknown} = Error;
  const {prepareStackTrace} = errors;
  beforeEach(() => void (errors.prepareStackTrace = undefined));
  afterEach(() => void (errors.prepareStackTrace = prepareStackTrace));

  test.each([
    "¦fault()",
    "1 + ¦fault()",
    "const a = 1;\n\n  ¦fault();",
    "\n\n¦fault()",
    "import a from 'd'; import b from 'd'; const c = ¦fault();",
    "import {\n  default as a\n} from 'd'; const c = ¦fault();",
    "const a = await import('d'); ¦fault()",
    "for (;;) ¦fault();",
    "let i = 0; while (i < 3) { if (i++ > 1) ¦fault() }",
    "a: for (const x of [1]) for (;;) do ¦fault(); while (1)",
    "for (let i = 0; i < 3; ++i) i; for (;;) {} ¦fault()".replace("for (;;) {}", "for (;;) {break}"),
    "for (const x of [1])\n  for (;;)\n    ¦fault()",
    "for (;;) { const u = import.meta.resolve('d'), v = ¦fault() }",
    "const f = (x) => {\n  const y = ¦x.y;\n};\nf()".replace("¦x.y", "x.¦y"),
    "throw ¦new Error('(7:7)')",
    "await null;\n ¦fault()"
  ])("%j", async (marked) => {
    const {expected, found, error} = await fail(marked);
    expect(error).toBeInstanceOf(Error);
    expect(found).toEqual(expected);
  });

  test("in TypeScript", async () => {
    for (const marked of [
      "const a: number = ¦fault();",
      "interface A {\n  a: number;\n}\nfor (const x of [1] as A[]) { const y = x as any as A; ¦fault() }"
    ]) {
      const {expected, found} = await fail(marked, "ts");
      expect(found).toEqual(expected);
    }
  });

  test("in a loop that was stopped", async () => {
    let time = 0;
    const guard = createLoopGuard({now: () => (time += 1_000), afterTurn: () => {}});
    const options = {name: "loop", lang: "js", resolve: String, load: loadData, guard} as const;
    const cell = await compileCell("const a = 1;\nfor (;;) { a }", options);
    try {
      cell.body();
      expect.unreachable();
    } catch (error) {
      expect(cell.locate(error)).toEqual({line: 2, column: 11});
    }
  });
});

describe("locate reads the stacks of", () => {
  const {map} = transpile("const a = 1;\nwhile (f()) g(a)", {resolve: String});
  const cell = {name: "it's (a)", map};
  const place = {line: 2, column: 13};
  const column = 13 + "{let __turns=0;{if(!(++__turns&255))__guard();".length;
  const located = (stack: string) => locate(Object.assign(new Error("fault"), {stack}), cell);
  const file = cellFile("it's (a)");

  test("file names without quotes, brackets or spaces", () => {
    expect(file).toBe("cell/it%27s%20%28a%29.js");
    expect(cellFile("a\n*/b")).toBe("cell/a%0A%2a%2Fb.js");
  });

  test.each([
    [
      "Chromium",
      `Error: fault\n    at f (https://a.org/x.js:1:1)\n    at ${file}:2:${column}\n    at g (${file}:1:1)`
    ],
    ["Chromium, in a function", `Error: fault\n    at async g (${file}:2:${column})`],
    ["Firefox", `f@https://a.org/x.js:1:1\n_default/<@${file}:2:${column}\n@https://a.org/y.js:9:9`],
    ["Firefox, if it completes the address", `async*h@https://a.org/${file}:2:${column}\n`],
    ["Safari", `f@https://a.org/x.js:1:1\n@${file}:2:${column}\nasyncFunctionResume@[native code]`]
  ])("%s", (_, stack) => expect(located(stack)).toEqual(place));

  test("other cells and files, which say nothing", () => {
    expect(located("Error\n    at supercell/it%27s%20%28a%29.js:1:1")).toBeUndefined();
    expect(located("Error\n    at cell/other.js:1:1")).toBeUndefined();
    expect(locate("fault", cell)).toBeUndefined();
    expect(locate(new Error("fault (1:2)"))).toBeUndefined();
  });
});

describe("locate finds where a source has a fault", () => {
  test.each([
    ["js", "const a = ;", {line: 1, column: 11}],
    ["js", "a;\n  const b = 1; b = x y", {line: 2, column: 22}],
    ["js", "import a from 'd'\nx = 1", {line: 2, column: 1}],
    ["js", "f(\n", {line: 2, column: 1}],
    ["ts", "const a: number = 1;\nconst b: string = ;", {line: 2, column: 19}],
    ["ts", "let a = 1 as any;\n enum E {}", {line: 2, column: 2}],
    ["ts", "const a = <T,>(x: T): T => x; a(1) b", {line: 1, column: 36}]
  ] as const)("%s: %j", async (lang, source, place) => {
    const compiled = compileCell(source, {name: "a", lang, resolve: String, load: loadData});
    const error: unknown = await compiled.catch((error) => error);
    expect(error).toBeInstanceOf(SyntaxError);
    expect(locate(error)).toEqual(place);
  });
});
