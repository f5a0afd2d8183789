import {describe, expect, test} from "vitest";
import {compileCell} from "../../../components/notebook/compiler/compileCell.js";
import {createLoopGuard, createRunGuard} from "../../../components/notebook/compiler/loopGuard.js";
import {loadData} from "../loadData.js";

/** A guard whose clock goes on by a second with each look at it, and whose page has a turn when *turn* is called. */
function slowGuard() {
  let time = 0;
  let callbacks: (() => void)[] = [];
  const guard = createLoopGuard({
    now: () => (time += 1_000),
    afterTurn: (callback) => void callbacks.push(callback)
  });
  const turn = () => {
    for (const callback of callbacks) callback();
    callbacks = [];
  };
  return {guard, turn};
}

async function run(source: string, inputs: Record<string, unknown> = {}, guard = slowGuard().guard) {
  const cell = await compileCell(source, {name: "loop", lang: "js", resolve: String, load: loadData, guard});
  return cell.body(...cell.inputs.map((name) => inputs[name]));
}

const stopped = "this loop ran for 8 seconds without a pause, so it was stopped; await something inside it";

describe("createLoopGuard", () => {
  test("throws when the page has had no turn for its limit, and says so", () => {
    let time = 0;
    const guard = createLoopGuard({now: () => time, afterTurn: () => {}});
    guard();
    time = 8_000;
    guard();
    time = 8_001;
    expect(guard).toThrow(stopped);
  });

  test("counts anew after each turn of the page", () => {
    let time = 0;
    let turn = () => {};
    const guard = createLoopGuard({now: () => time, afterTurn: (callback) => (turn = callback)});
    for (let i = 0; i < 20; ++i) {
      guard();
      time += 5_000;
      turn();
    }
  });

  test("goes on throwing until the page has a turn, or something new runs", () => {
    const {guard, turn} = slowGuard();
    const late = () => {
      for (let i = 0; i < 20; ++i) guard();
    };
    expect(late).toThrow(stopped);
    expect(guard).toThrow(stopped);
    guard.restart();
    guard();
    expect(late).toThrow(stopped);
    turn();
    guard();
  });

  test("finds out by itself when the page has had a turn", async () => {
    let time = 0;
    const guard = createLoopGuard({now: () => time});
    guard();
    await new Promise((resolve) => setTimeout(resolve, 50));
    time = 9_000;
    guard();
    time = 18_000;
    expect(guard).toThrow(stopped);
  });
});

describe("createRunGuard", () => {
  test("asks the page's guard, until it is ended", () => {
    let asked = 0;
    const guard = createRunGuard(() => ++asked);
    guard();
    guard();
    guard.end();
    for (let i = 0; i < 2; ++i)
      expect(guard).toThrow("this cell has been run again, or removed; its old run ends here");
    expect(asked).toBe(2);
  });
});

describe("the guard stops", () => {
  test.each([
    "while(true){}",
    "while (true);",
    "for(;;);",
    "for (;;) for (;;);",
    "for (;;) for (let i = 0; i < 2; ++i);",
    "while (true) { for (const x of [1, 2]) x; }",
    "do{}while(1)",
    "do x(); while (1)",
    "for (const x of endless());",
    "a: b: for (;;) { for (;;) continue a }",
    "(() => { while (true) {} })()",
    "function f() { for (;;) if (f) continue; else break } f()",
    "class A { static { while (true) {} } }",
    "while (true) try { while (true); } catch {}",
    "const {length} = [...(function* () { for (;;) yield 1 })()]"
  ])("%s", async (source) => {
    const endless = () => ({[Symbol.iterator]: () => ({next: () => ({value: 1, done: false})})});
    const inputs = {x: () => 1, endless};
    await expect(run(source, inputs)).rejects.toThrow(stopped);
  });

  test.each([
    "for (;;) await null",
    "for await (const x of endless());",
    "while (true) { try { for (;;); } catch { await 0 } }"
  ])("%s, which waits, but never for the page", async (source) => {
    async function* endless() {
      for (;;) yield 1;
    }
    await expect(run(source, {endless})).rejects.toThrow(stopped);
  });

  test("no new run that begins before the page has had a turn", async () => {
    const {guard} = slowGuard();
    await expect(run("for (;;);", {}, guard)).rejects.toThrow(stopped);
    const later = await run("let n = 0; for (let i = 0; i < 1_000; ++i) ++n", {}, guard);
    expect(later).toEqual({n: 1_000});
  });

  test("no loop that lets the page have its turns", async () => {
    const {guard, turn} = slowGuard();
    const result = await run("let n = 0; while (n < 9_999) { ++n; await turn() }", {turn}, guard);
    expect(result).toEqual({n: 9_999});
  });
});

describe("the guard changes nothing of", () => {
  test.each([
    [
      "labelled loops",
      "const a = []; o: for (let i = 0; i < 9; ++i) { for (let j = 0; j < 9; ++j) { if (j > i) continue o; if (i > 4) break o; a.push(i * j) } }"
    ],
    [
      "two labels",
      "let n = 0; a: b: for (const x of [1, 2, 3]) { for (;;) { if (x > 2) break a; n += x; continue b } }"
    ],
    ["a labelled block", "let n = 0; a: { for (;;) { if (++n > 999) break a } n = -1 }"],
    [
      "a labelled single statement",
      "let n = 0; a: while (n < 9) b: while (true) { ++n; if (n % 2) continue a; else break b }"
    ],
    [
      "break and continue",
      "const a = []; for (let i = 0; ; ++i) { if (i % 2) continue; if (i > 600) break; a.push(i) } const l = a.length"
    ],
    [
      "single statements",
      "let n = 0; for (let i = 0; i < 999; ++i) n += i; while (n > 5) n -= 3; do n++; while (n < 9)\nfor (const k in {a: 1}) n += k.length"
    ],
    [
      "if and else around loops",
      "let n = 0; if (n) while (n) n--; else for (const x of [1, 2]) n += x; if (!n) do n--; while (n > 0); else n *= 5"
    ],
    [
      "closures over a loop's variables",
      "const f = []; for (let i = 0; i < 3; ++i) f.push(() => i); for (const x of 'ab') f.push(() => x); const r = f.map((g) => g())"
    ],
    ["var in a loop", "for (var i = 0; i < 3; ++i) var last = i; const both = [i, last]"],
    [
      "generators",
      "function* g(n) { for (let i = 0; i < n; ++i) yield i; for (const x of 'ab') yield* x; return 7 } const r = [...g(600)].length"
    ],
    [
      "async loops",
      "async function f() { let s = 0; for await (const x of [1, Promise.resolve(2)]) s += await x; while (s < 9) { await null; ++s } return s } const r = await f()"
    ],
    [
      "async generators",
      "async function* g() { for (const x of [1, 2]) yield x } const r = []; for await (const x of g()) r.push(x)"
    ],
    [
      "loops in expressions",
      "const r = [1, 2].map((n) => { let s = 0; while (n < 400) s += n++; return s })"
    ],
    [
      "switch in a loop",
      "let r = ''; for (const c of 'abc') switch (c) { case 'a': continue; case 'b': r += 1; break; default: r += 2 }"
    ],
    [
      "functions declared in a loop",
      "const r = []; for (let i = 0; i < 2; ++i) { function f() { return i } r.push(f()) }"
    ],
    [
      "destructuring and iterators that are closed",
      "let closed = 0; const it = {[Symbol.iterator]() { return {next: () => ({value: [1, 2]}), return() { ++closed; return {} }} }}; for (const [a, b] of it) break"
    ],
    ["comments and strings", "let n = 0; while (n < 3) /* } */ n++ // {\nfor (; n < 5;) // }\n n++"],
    [
      "nothing between loops",
      "let n=0;while(n<3)n++;while(n<5){n++}for(;n<9;)n++;do{n++}while(n<12)for(const x of[1])n+=x"
    ]
  ])("%s", async (_, source) => {
    const options = {name: "loop", lang: "js", resolve: String} as const;
    const guarded = await compileCell(source, {...options, load: loadData});
    const plain = await loadData(`export default async () => {${source}\nreturn {${guarded.outputs}}}`);
    const result = (await guarded.body()) as Record<string, unknown>;
    expect(guarded.inputs).toEqual([]);
    expect(JSON.stringify(result)).toEqual(JSON.stringify(await (plain.default as () => unknown)()));
    expect(Object.keys(result).length).toBeGreaterThan(0);
  });
});
