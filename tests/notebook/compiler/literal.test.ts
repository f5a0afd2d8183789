import {describe, expect, test} from "vitest";
import {readLiteral, writeLiteral} from "../../../components/notebook/compiler/literal.js";

describe("readLiteral", () => {
  test.each([
    ["const depth = 56", 56],
    ["const depth = -0.5e-3;", -0.0005],
    ["let depth = +1_000", 1000],
    ["var depth = 0x10", 16],
    ["const a = 1, depth = 'b', c = depth", "b"],
    ['// const depth = 1\nconst depth /* = 2 */ = "\\u0041" // 3', "A"],
    ["const depth = `a\nb`", "a\nb"],
    ["const depth = false\nf(depth)", false],
    ["import a from 'b'\nconst depth = await 1, {b} = a", undefined],
    ["const depth: number = 20", 20],
    ["const depth = 20 as const; type A = 1; let v!: A; try {} catch (e: any) {}", 20],
    ["const depth = (20)", 20],
    ["const depth = 1 + 1", undefined],
    ["const depth = 1n", undefined],
    ["const depth = null", undefined],
    ["const depth = /a/", undefined],
    ["const depth = !1", undefined],
    ["const depth = -'1'", undefined],
    ["const depth = `a${1}`", undefined],
    ["let depth", undefined],
    ["const {depth} = {depth: 1}", undefined],
    ["{ const depth = 1 }", undefined],
    ["() => { const depth = 1 }", undefined],
    ["depth = 1", undefined],
    ["var depth = 1; var depth = 2", undefined],
    ["const depth = 1; const depth = 2", undefined],
    ["const depth = 1; }", undefined],
    ["const depth: number = 1; enum E {}", undefined],
    ["", undefined]
  ])("%j", (source, value) => expect(readLiteral(source, "depth")).toBe(value));

  test("takes JavaScript for JavaScript", () => {
    expect(readLiteral("const depth = 1", "depth", "js")).toBe(1);
    expect(readLiteral("const depth: number = 1", "depth", "js")).toBeUndefined();
  });
});

describe("writeLiteral", () => {
  test.each([
    ["const depth = 56 // layers", 20, "const depth = 20 // layers"],
    ["const a=1,depth=-1,b=2", 1e21, "const a=1,depth=1e+21,b=2"],
    ["const depth = 1;", -0.5, "const depth = -0.5;"],
    ["const depth: 1 | 2 = 1 as const;\n// 🎉", 2, "const depth: 1 | 2 = 2 as const;\n// 🎉"],
    ["/* 🎉 */ const depth = 'a'", 'it\'s "b"\\\n', "/* 🎉 */ const depth = 'it\\'s \"b\"\\\\\\n'"],
    ['const depth = "a"', 'it\'s "b" `${c}`', 'const depth = "it\'s \\"b\\" `${c}`"'],
    ["const depth = `a`", '`${b}` "c" \\', 'const depth = `\\`\\${b}\\` "c" \\\\`'],
    ["const depth = 1", "a", 'const depth = "a"'],
    ["const depth = (true)", false, "const depth = (false)"],
    ["const depth = x", 1, undefined],
    ["const depth = ", 1, undefined],
    ["const depth = 1", NaN, undefined],
    ["const depth = 1", Infinity, undefined]
  ])("%j, %j", (source, value, expected) => {
    const written = writeLiteral(source, "depth", value);
    expect(written).toBe(expected);
    if (written !== undefined) expect(readLiteral(written, "depth")).toBe(value);
  });

  test("writes any string so that it is read again", () => {
    for (const quote of ["'", '"', "`"]) {
      for (const value of [
        "\\'\\\"\\`",
        "\r\n\t\u2028\u0000",
        "$",
        "${",
        "$\\{",
        "\\${",
        "\ud800",
        "'\"`",
        "</script>"
      ]) {
        const source = writeLiteral(`const s = ${quote}a${quote};`, "s", value)!;
        expect(source.slice(0, 11)).toBe(`const s = ${quote}`);
        expect(readLiteral(source, "s")).toBe(value);
      }
    }
  });
});
