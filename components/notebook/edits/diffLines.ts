import {diffArrays} from "diff";

/** A line of one text or of both. */
export interface DiffLine {
  /** Whether both texts have it, or only that before, or only that after. */
  kind: "same" | "removed" | "added";
  text: string;
}

/** Most steps of a comparison: lines times differences. So a link cannot freeze the page, however many lines it carries. */
const maxSteps = 10_000_000;

/**
 * Returns the lines of *before* and *after* in order, those they share once. Where they differ in too many lines to
 * compare, all of *before* are removed, and all of *after* added.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [lines(before), lines(after)];
  const texts = [...new Set([...a, ...b])];
  const numbers = new Map(texts.map((text, i) => [text, i])); // to compare long lines each with each could take hours
  const numbered = (list: readonly string[]) => list.map((text) => numbers.get(text)!);
  const maxEditLength = Math.floor(maxSteps / Math.max(1, a.length + b.length));
  const changes = diffArrays(numbered(a), numbered(b), {maxEditLength}) ?? [
    {value: numbered(a), removed: true, added: false},
    {value: numbered(b), removed: false, added: true}
  ];
  return changes.flatMap(({value, removed, added}) =>
    value.map((i): DiffLine => ({kind: removed ? "removed" : added ? "added" : "same", text: texts[i]}))
  );
}

/**
 * Ends lines wherever JavaScript does, so that no code is hidden at the end of a comment. An end that no editor types
 * stays at its line, so that it can be shown.
 */
function lines(text: string): string[] {
  if (text === "") return [];
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[\r\u2028\u2029]/g, "$&\n")
    .split("\n");
}
