import {describe, expect, test} from "vitest";
import {faultText} from "../../components/fields/english.js";
import type {Fault} from "../../components/fields/fault.js";
import {quoted, quotedUnlessWord} from "../../components/fields/quoted.js";

describe("quoted(text)", () => {
  test.each([
    ["a b", '"a b"'],
    ['say "a"', '"say \\"a\\""'],
    ["a\nb\u202ec\u200b\u200b", '"a\\nb[U+202E]c[U+200B]"'],
    ["🙂".repeat(60), `"${"🙂".repeat(60)}"`],
    ["🙂".repeat(61), `"${"🙂".repeat(60)}…"`],
    ["x".repeat(1_000_000), `"${"x".repeat(60)}…"`]
  ])("case %#", (text, expected) => expect(quoted(text)).toBe(expected));
});

describe("quotedUnlessWord(text)", () => {
  test.each(["cifar-resnet-20", "1e-7", "−3", "é"])("leaves %s", (text) =>
    expect(quotedUnlessWord(text)).toBe(text)
  );
  test.each(["a b", "<b>", "x".repeat(61), "a\u200bb", ". "])("quotes %j", (text) =>
    expect(quotedUnlessWord(text)).toBe(quoted(text))
  );
});

describe("a fault", () => {
  const rule = {is: "positive"} as const;

  test.each<[string, Fault]>([
    ["a long text", {field: "steps", value: "x".repeat(100_000), rule}],
    ["a list", {field: "steps", value: Array(100_000).fill("x".repeat(1_000)), rule}],
    ["lists in lists", {field: "steps", value: Array(100).fill(Array(100).fill("a b")), rule}],
    ["an object", {field: "steps", value: {a: "x".repeat(100_000)}, rule}],
    [
      "a name",
      {field: "x".repeat(100_000), value: 1, rule: {is: "unknown", owner: "a run", known: ["steps"]}}
    ],
    ["networks", {field: "steps", value: 1, rule, networks: Array<string>(1).fill("x".repeat(100_000))}]
  ])("shows the beginning of %s from outside", (_, fault) => {
    expect(faultText(fault).length).toBeLessThan(700);
    expect(faultText(fault)).toContain("…");
  });
});
