// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {differenceView, visibleText} from "../../../components/notebook/edits/differenceView.js";

const lines = (before: string, after: string) =>
  [...differenceView(before, after).children].map(({textContent}) => textContent!.replace(/\n$/, ""));
const shown = (text: string) =>
  visibleText(text)
    .map((part) => (typeof part === "string" ? part : `<${part.textContent}>`))
    .join("");

describe("differenceView(before, after)", () => {
  test("marks what was taken away and what was added", () => {
    const view = differenceView("a\nb", "a\nc");
    expect([...view.children].map(({tagName}) => tagName)).toEqual(["SPAN", "DEL", "INS"]);
    expect(view.textContent).toBe("  a\n− b\n+ c\n");
  });

  test("names what would not be seen, in a mark", () => {
    const view = differenceView("", "const a = 1; // \u202e x\u2028steal()");
    expect([...view.querySelectorAll("mark")].map(({textContent}) => textContent)).toEqual([
      "[U+202E]",
      "[U+2028]"
    ]);
    expect(view.textContent).toBe("+ const a = 1; // [U+202E] x[U+2028]\n+ steal()\n");
  });

  test("counts blank lines that would push code out of sight", () => {
    expect(lines("", `a\n${" \t\n".repeat(60)}steal()`)).toEqual([
      "+ a",
      "+ … 60 empty lines …",
      "+ steal()"
    ]);
    expect(lines("", `a\n${"\n".repeat(5)}b`).length).toBe(7);
    expect(lines("a\n\nb", `a\n${"\n".repeat(3001)}b`)).toContain("+ … 3,000 empty lines …");
  });

  test("holds no markup of the code", () => {
    expect(differenceView("", "<mark>[U+202E]</mark>").querySelector("mark")).toBeNull();
  });

  test("is a line with a mark for each line of the longest link, and a mark for all its empty lines", () => {
    const view = differenceView("", "\n \t\u200b".repeat(20_000));
    expect(view.querySelectorAll("*").length).toBe(1 + 2 * 20_000);
    expect(shown("\n     ".repeat(100_000) + "x")).toBe("\n<… 99,999 empty lines …>\n     x");
    expect(shown(`${" ".repeat(500_000)}x`)).toBe(`${" ".repeat(500_000)}x`);
  });
});

describe("visibleText(text)", () => {
  test.each([
    ["plain é漢字🙂 \t \n text", "plain é漢字🙂 \t \n text"],
    ["a\u0000b\u001b\u007f\u0085", "a<[U+0000]>b<[U+001B]><[U+007F]><[U+0085]>"],
    ["a\r\nb\rc", "a\nb<[U+000D]>c"],
    ["\u200b\u2066\ufeff\u00ad", "<[U+200B]><[U+2066]><[U+FEFF]><[U+00AD]>"],
    ["\u00a0\u2003\u3000\u2800", "<[U+00A0]><[U+2003]><[U+3000]><[U+2800]>"],
    ["\u115f\u1160\u3164\uffa0", "<[U+115F]><[U+1160]><[U+3164]><[U+FFA0]>"],
    ["\u{e0041}\ufe0f\ud800", "<[U+E0041]><[U+FE0F]><[U+D800]>"],
    ["a\u{e0041}\u{e0041}\u200b", "a<[U+E0041 × 2]><[U+200B]>"],
    ["\u200b".repeat(3000), "<[U+200B × 3,000]>"],
    [`a${"\n".repeat(61)}b`, "a\n<… 60 empty lines …>\nb"],
    ["a\n\n\n\n\n\nb", "a\n\n\n\n\n\nb"],
    ["", ""]
  ])("case %#", (text, expected) => expect(shown(text)).toBe(expected));
});
