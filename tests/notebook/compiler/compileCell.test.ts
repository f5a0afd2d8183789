import {afterEach, describe, expect, test, vi} from "vitest";
import {compileCell} from "../../../components/notebook/compiler/compileCell.js";
import {loadData} from "../loadData.js";

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

  test.each(["js", "ts"] as const)("refuses code that no parser can take, in %s", async (lang) => {
    const compile = (source: string) => compileCell(source, {...options, lang});
    const deep = "this code has too many levels, one in another, to be read";
    await expect(compile(`0${"+1".repeat(40_000)}`)).rejects.toThrow(deep);
    await expect(compile(`${"[".repeat(40_000)}${"]".repeat(40_000)}`)).rejects.toThrow(deep);
    await expect(compile(`0${"+1".repeat(500_000)}`)).rejects.toThrow(
      "this cell is too long: 1,000,001 letters; at most 100,000 are run"
    );
    await expect(compile("const a = ;")).rejects.toThrow(/^Unexpected token/);
  });

  test("keeps a strange name out of the code", async () => {
    const cell = await compileCell("const b = 1", {...options, name: "a\nthrow 1 //"});
    expect(cell.body()).toEqual({b: 1});
  });
});

const ended = "this cell has been run again, or removed; its old run ends here";

/** Steps without end, a turn of the page each, as a training has them; and whether they have been closed. */
function training() {
  const state = {steps: 0, closed: false};
  async function* train() {
    try {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield ++state.steps;
      }
    } finally {
      state.closed = true;
    }
  }
  return {state, train};
}

describe("end() of a compiled cell", () => {
  test.each([
    "for await (const step of train()) step;",
    "o: for await (const step of train()) { if (step) continue o }",
    "const run = train(); try { while (true) await run.next(); } finally { await run.return() }",
    "const run = train(); try { for (const x of Array(1e6)) await run.next(); } finally { await run.return() }"
  ])("ends %s", async (source) => {
    const cell = await compileCell(source, options);
    const {state, train} = training();
    const run = Promise.resolve(cell.body(...cell.inputs.map((name) => ({train, Array})[name])));
    await vi.waitUntil(() => state.steps > 2);
    cell.end();
    const {steps} = state;
    await expect(run).rejects.toThrow(ended);
    expect(state.closed).toBe(true);
    expect(state.steps).toBeLessThanOrEqual(steps + 1);
  });

  test("ends loops of the functions that it declares, and leaves other cells alone", async () => {
    const source = "function f() { let n = 0; for (let i = 0; i < 256; ++i) ++n; return n }";
    const [a, b] = [await compileCell(source, options), await compileCell(source, options)];
    const [ofA, ofB] = [a.body(), b.body()] as {f(): number}[];
    a.end();
    expect(ofA.f).toThrow(ended);
    expect(ofB.f()).toBe(256);
  });

  test("is for good: a run that begins later has no loops either", async () => {
    const cell = await compileCell("for await (const step of train()) step;", options);
    const {state, train} = training();
    cell.end();
    cell.end();
    await expect(cell.body(train)).rejects.toThrow(ended);
    expect(state.closed).toBe(true);
  });
});

test("a cell that runs again ends the loops of its run before, and no others", async () => {
  const cell = await compileCell(
    "const run = (async () => { for await (const step of train()) if (step > 3) return step })()",
    options
  );
  const [first, second] = [training(), training()];
  const before = cell.body(first.train) as {run: Promise<number>};
  const after = cell.body(second.train) as {run: Promise<number>};
  await expect(before.run).rejects.toThrow(ended);
  expect(await after.run).toBe(4);
  expect([first.state.closed, second.state.closed]).toEqual([true, true]);
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
