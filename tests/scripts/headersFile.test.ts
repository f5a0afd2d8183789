import {describe, expect, test} from "vitest";
import {headersFile} from "../../scripts/headersFile.js";
import {isolation} from "../../scripts/isolation.js";
import {filePolicy} from "../../scripts/policy.js";

const pages = ["index.html", "404.html", "lab.html", "embed/retrain.html"];
const others = ["icon.svg", "robots.txt", "_import/a.01234567.js", "_file/data/b.bin", "embed/note.css"];

/** Returns the headers that a host sends with the file at *path*: those of all rules that match it. */
function sent(text: string, path: string): [name: string, value: string][] {
  const rules = text.trim().split(/\n\n/);
  return rules.flatMap((rule) => {
    const [pattern, ...lines] = rule.split("\n");
    const matches = pattern.endsWith("*")
      ? `/${path}`.startsWith(pattern.slice(0, -1))
      : `/${path}` === pattern;
    return matches ? lines.map((line) => line.trim().split(": ") as [string, string]) : [];
  });
}

describe("headersFile(files)", () => {
  const text = headersFile([...pages, ...others]);

  test("isolates a page, which brings its own policy", () => {
    for (const path of [...pages, "lab", "embed/retrain", "nowhere"])
      expect(sent(text, path), path).toEqual(isolation.map((header) => [...header]));
  });

  test("isolates what is no page, and gives it the policy of files once", () => {
    for (const path of [...others, "_import/missing.css"])
      expect(sent(text, path), path).toEqual([
        ...isolation.map((header) => [...header]),
        ["Content-Security-Policy", filePolicy]
      ]);
  });

  test("has a rule for a folder, not for each of its files: hosts read a hundred or so", () => {
    const many = Array.from({length: 500}, (_, i) => `_file/${i}.bin`);
    expect(headersFile(many)).toBe(headersFile(["_file/0.bin"]));
  });
});
