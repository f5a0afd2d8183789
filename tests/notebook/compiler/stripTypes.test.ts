import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {parse} from "acorn";
import {transformSync} from "esbuild";
import {describe, expect, test} from "vitest";
import {stripTypes} from "../../../components/notebook/compiler/stripTypes.js";

/** As Framework compiles a block of TypeScript. */
const esbuildOptions = {
  loader: "ts",
  tsconfigRaw:
    '{"compilerOptions": {"verbatimModuleSyntax": true, "target": "esnext", "useDefineForClassFields": true}}'
} as const;

/** The tree of JavaScript as esbuild prints it, without places and empty statements. */
function tree(code: string): unknown {
  const printed = transformSync(code, {loader: "js"}).code;
  return JSON.parse(
    JSON.stringify(parse(printed, {ecmaVersion: "latest", sourceType: "module"}), (key, value) => {
      if (["start", "end", "raw"].includes(key)) return undefined;
      if (typeof value === "bigint") return String(value);
      return Array.isArray(value) ? value.filter((node) => node?.type !== "EmptyStatement") : value;
    })
  );
}

function expectSameAsEsbuild(source: string): void {
  const stripped = stripTypes(source);
  expect(tree(stripped)).toEqual(tree(transformSync(source, esbuildOptions).code));
  expect(stripped.length).toBe(source.length);
  expect(stripped.split("\n").map((line) => line.length)).toEqual(
    source.split("\n").map((line) => line.length)
  );
}

describe("stripTypes leaves what esbuild leaves", () => {
  test.each([
    "const depth: number = 56",
    "const x = y as number; const z = y!; const w = a satisfies B;",
    "let q = <T,>(x: T): T => x; f<number>(1)",
    "const f = async <T,>(x: T): Promise<T> => await x; const g = async<T>(x: T) => x",
    "class A<T> extends Q<T> implements B, C { private readonly x?: number = 1; declare y: string; static #p: number = 2; get<U>(a?: U): a is U {return a!.b} override foo(): void {} [k: string]: any; }",
    "abstract class A { abstract foo(): void; abstract x: number; protected bar(): number { return 1 } }",
    "class A { x!: number; static readonly y: string = ''; constructor(a?: number); constructor(a: any) { super_(a) } }",
    "class A { a = 1\n private [k] = 2\n readonly b\n public static async *c(): any {} }",
    "class A { get: number\n foo() {}\n static: string\n bar() {} }",
    'import type {A} from "b"; import type B from "c"; import {type C, D} from "d"; import {E, type F} from "e"; console.log(D, E)',
    'import {type A as B, C, type D as E} from "a"; import {type as t, type T, x as type} from "b"; import F, {type G} from "c"',
    "function f(this: X, a?: number): asserts a {} function g(this: X) {} const o = {m(this: Y, b) {}}",
    "declare const q: number; declare function g(): void; declare class Q { x: number } declare let r: string, s: number",
    "declare namespace N { const a: number } declare enum E { A } declare global { var x: number }",
    "function h(a: number): void; function h(a: string): void; function h(a: any) { return a }",
    "let v!: number; v = 1; let a: number, b!: string, c = 3",
    "interface P { a: number; b?: string }\nconst p: P = {a: 1}; type T = P | null\nconst r = [1,2].map((x: number): number => x * 2)",
    "const m = new Map<string, Array<number>>(); const o = {a: 1 as const, b: <T>(x: T) => x, async c<T>(x: T): Promise<T> { return x }}",
    "const {a, b}: {a: number; b: string} = q; for (const [k, v] of Object.entries(o) as [string, number][]) console.log(k, v)",
    "const t = cond ? (a as B) : b; const u = x as unknown as Record<string, (a: number) => void>; const s = (x as any)?.foo!.bar!()",
    "const g = async function* <T>(n: number): AsyncGenerator<T> { yield* n as any }",
    "try { } catch (e: unknown) { throw e as Error } finally {}",
    "const x = a as number\n;(b as any).c()",
    "const x = y as T\n(foo)",
    "const x = y as T // why\n[foo].bar",
    "const x = y as number\n+ z\n- w",
    "const x = y satisfies T\n`a`",
    "type A = B\n[1].map(x => x)",
    "const e = a < b && c > d; const f2 = a<b, g2 = c>d",
    "if (a < b && c > (d)) e(); if (a < b || c > (d)) e(); if (a < b || c > (d as number)) e();",
    "const f = (a: number): {\n  x: number;\n} => ({x: a})",
    "function f() { return <\n  T,\n>(x: T): T => x }",
    "const f = (\n  a: number, // one\n  b?: string\n): [\n  number,\n  string?\n] => [a, b]",
    "const model: tf.Sequential = tf.sequential(); const loss: number[] = []; await model.fit(xs as tf.Tensor, ys, {callbacks: {onEpochEnd: (epoch: number, logs?: tf.Logs) => { loss.push(logs!.loss as number) }}})",
    "const fn: (a: number, b?: string) => void = (a, b) => {}; let tup: [a: number, ...rest: string[]]; let k: keyof typeof q; let c: T extends infer U ? U : never = z",
    "const s = `${(x as any).y} ${z! + 1}`; const n = obj!['key']!; label: for (;;) { break label }",
    "const a = <const T extends readonly unknown[]>(x: T) => x; const b = (x: number) : x is 3 => x === 3; type; const type = 3; const declare = 2; let as = 3; as as any",
    'const emoji: string = "🎉" as string; const y: number = 1',
    "const x: number = await (async (): Promise<number> => 1)()",
    "function f({a, b}: {a: number, b: number} = {a: 1, b: 2}, ...rest: number[]) {}",
    "const f = (a: number) =>\n  a as any",
    "if (a < (b as number)) { } ; const z2 = a! + b!; a! += 1; a!.b = 2; a!++; (c as any) = 3",
    "const uniq = unique as symbol as unknown; const cast = <any>window, h = f<number>",
    "let i: `a${string}`; let j: {readonly [K in keyof T]?: T[K]}; let k: import('a').B; let l: new () => X = Y",
    "const a = c ? (x): number => 1 : 2; const b = c ? (d) : e => 1; const g = c ? (d): e => 1 : 2",
    "function f<T extends {a: number} = {a: 1}>(x: T, ...y: T[]): x is T & {b: 1} { return true }",
    "xs.filter((x): x is {a: 1} | 'b' => x); const f = (x: B): x is C[] & D =>\n 1; const g = (x: unknown): asserts x is number => {}, h = (x: any): asserts x => {}",
    "class A { is(): this is B { return a ? (b) : c } }",
    "function isNumber(x: unknown): asserts x is number {}",
    "enum_(3); const namespace = 1, abstract = 2, module = 3; namespace + abstract; const o = {type: 1, as: 2, readonly: 3}; o.type"
  ])("%j", (source) => expectSameAsEsbuild(source));

  test("of our own components", () => {
    const files = readdirSync("components", {recursive: true, encoding: "utf8"}).filter(
      (name) => /(?<!\.d)\.ts$/.test(name) && !/assembly/.test(name)
    );
    expect(files.length).toBeGreaterThan(100);
    const differing = files.filter((name) => {
      // A cell has no exports, and its constructors' parameters have no modifiers.
      const source = readFileSync(join("components", name), "utf8")
        .replace(/^export (type )?[{*][^;]*;$/gm, "")
        .replace(/^export (?=\w)/gm, "")
        .replace(/constructor\([^)]*\)/g, (text) => text.replace(/\b(private |public |readonly )+/g, ""));
      try {
        expectSameAsEsbuild(source);
        return false;
      } catch {
        return true;
      }
    });
    expect(differing).toEqual([]);
  });
});

describe("stripTypes refuses what has to be compiled", () => {
  test.each([
    ["a;\n  enum E {A}", "enum is not available in a cell (2:2)"],
    ["const enum E {A}", "enum is not available in a cell (1:0)"],
    ["namespace N { const a = 1 }", "namespace is not available in a cell (1:0)"],
    ["module M {}", "namespace is not available in a cell (1:0)"],
    [
      "class A { constructor(public x: number) {} }",
      "a parameter property is not available in a cell (1:22)"
    ],
    [
      "class A { constructor(readonly x: number) {} }",
      "a parameter property is not available in a cell (1:22)"
    ],
    ["import x = require('a')", "import = is not available in a cell (1:0)"],
    ["import x = A.B", "import = is not available in a cell (1:0)"],
    ["@d class A {}", "a decorator is not available in a cell (1:0)"],
    ["class A {\r\n @d m() {} }", "a decorator is not available in a cell (2:1)"],
    ["export type A = 1", "export is not available in a cell (1:0)"]
  ])("%j", (source, message) => {
    expect(() => stripTypes(source)).toThrow(new SyntaxError(message));
  });
});

test("stripTypes leaves faults to the JavaScript parser, in their place", () => {
  expect(() => parse(stripTypes("const a: number = 1;\nconst b: string = ;"), {ecmaVersion: 13})).toThrow(
    "(2:18)"
  );
  expect(() => parse(stripTypes("const f = (a: number => a"), {ecmaVersion: 13})).toThrow(/\(1:\d+\)/);
  expect(stripTypes("")).toBe("");
});
