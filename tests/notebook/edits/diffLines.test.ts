import {describe, expect, test} from "vitest";
import {diffLines} from "../../../components/notebook/edits/diffLines.js";

const marks = {same: " ", removed: "-", added: "+"};
const diff = (before: string, after: string) =>
  diffLines(before, after).map(({kind, text}) => marks[kind] + text);

describe("diffLines", () => {
  test.each([
    ["a\nb\nc", "a\nb\nc", [" a", " b", " c"]],
    ["a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
    ["a\nb\nc\nd", "b\nd\ne", ["-a", " b", "-c", " d", "+e"]],
    ["a\na", "a\na\na", [" a", " a", "+a"]],
    ["", "a\nb", ["+a", "+b"]],
    ["a", "", ["-a"]],
    ["", "", []],
    ["a", "a\n", [" a", "+"]],
    ["a\r\nb", "a\nb", [" a", " b"]]
  ])("%j, %j", (before, after, expected) => expect(diff(before, after)).toEqual(expected));

  test("shows code that an odd line end hides behind a comment, and the line end", () => {
    expect(diff("// a", "// a\u2028steal()\r// b\u2029c")).toEqual([
      "-// a",
      "+// a\u2028",
      "+steal()\r",
      "+// b\u2029",
      "+c"
    ]);
  });

  test("leaves the texts as they were, from both sides", () => {
    let seed = 1;
    const text = () =>
      Array.from({length: 60}, () => (seed = (seed * 48_271) % 2_147_483_647) % 9).join("\n");
    for (let i = 0; i < 50; ++i) {
      const [before, after] = [text(), text()];
      const lines = diffLines(before, after);
      const side = (not: string) => lines.filter(({kind}) => kind !== not).map((line) => line.text);
      expect(side("added").join("\n")).toBe(before);
      expect(side("removed").join("\n")).toBe(after);
    }
  });
});

describe("diffLines does not freeze the page", () => {
  const lines = (n: number, line: (i: number) => string) =>
    Array.from({length: n}, (_, i) => line(i)).join("\n");

  /** How many lines are shared by texts of *n* lines each, of which the first and the last differ, and one between. */
  function shared(n: number): number {
    const text = (mark: string) =>
      lines(n, (i) => (i === 1 ? "shared" : i === 0 || i === n - 1 ? mark : mark + i));
    return diffLines(text("a"), text("b")).filter(({kind}) => kind === "same").length;
  }

  test("since lines times differences are at most 10,000,000", () => {
    expect(shared(1_581)).toBe(1); // 3,162 lines, 3,160 differences
    expect(shared(1_582)).toBe(0); // 3,164 lines, 3,162 differences
  });

  test("with many lines that all differ", () => {
    const result = diffLines(
      lines(300_000, (i) => `a${i}`),
      lines(300_000, (i) => `b${i}`)
    );
    expect(result.slice(0, 300_000).every(({kind}) => kind === "removed")).toBe(true);
    expect(result.slice(300_000).every(({kind}) => kind === "added")).toBe(true);
  });

  test("with many lines of which one differs", () => {
    const result = diffLines(
      lines(300_000, String),
      lines(300_000, (i) => (i === 150_000 ? "x" : String(i)))
    );
    expect(result.filter(({kind}) => kind !== "same").map(({text}) => text)).toEqual(["150000", "x"]);
  });

  test("with many long lines, nearly equal", () => {
    const long = "x".repeat(5_000);
    const result = diffLines(
      lines(2_000, (i) => long + i),
      lines(2_000, (i) => long + (i + 1))
    );
    expect(result.filter(({kind}) => kind === "same").length).toBe(1_999);
  });
});
