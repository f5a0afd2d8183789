import {afterEach, describe, expect, test, vi} from "vitest";
import {compileCell} from "../../../components/cells/editable/compileCell.js";
import {loadData} from "./loadData.js";

const options = {name: "a", lang: "js", resolve: String, load: loadData} as const;

describe("compileCell", () => {
  test("displays an expression", async () => {
    const cell = await compileCell("a + 1", options);
    expect(cell.inputs).toEqual(["a", "display"]);
    expect(cell.outputs).toEqual([]);
    const display = vi.fn();
    await cell.body(1, display);
    expect(display).toHaveBeenCalledExactlyOnceWith(2);
  });

  test("returns what a program declares", async () => {
    const cell = await compileCell("const b = a * 2;\nfunction f() { return b }", options);
    expect(cell.inputs).toEqual(["a"]);
    expect(cell.outputs).toEqual(["b", "f"]);
    expect(cell.body(2)).toEqual({b: 4, f: expect.any(Function)});
  });

  test("takes TypeScript", async () => {
    const cell = await compileCell("const b: number = (a as number) + 1; interface B {}", {
      ...options,
      lang: "ts"
    });
    expect(cell.body(1)).toEqual({b: 2});
    await expect(compileCell("const b: number = 1", options)).rejects.toThrow(SyntaxError);
  });

  test("imports the page's modules", async () => {
    const resolve = (name: string) => `data:text/javascript,export default "${name}"`;
    const cell = await compileCell('import a from "b"; const {default: c} = await import("d")', {
      ...options,
      resolve
    });
    expect(await cell.body()).toEqual({a: "b", c: "d"});
  });

  test("keeps a strange name out of the code", async () => {
    const cell = await compileCell("const b = 1", {...options, name: "a\nthrow 1 //"});
    expect(cell.body()).toEqual({b: 1});
  });
});

describe("compileCell without a way to load", () => {
  afterEach(() => vi.restoreAllMocks());

  test("says that the page's Content-Security-Policy forbids it, and lets go of the URL", async () => {
    // Node loads no blob: URLs either.
    const revoke = vi.spyOn(URL, "revokeObjectURL");
    await expect(compileCell("1", {...options, load: undefined})).rejects.toThrow(
      /^this page's Content-Security-Policy forbids edited code to run; its script-src has to allow blob: URLs$/
    );
    expect(revoke).toHaveBeenCalledOnce();
  });
});
