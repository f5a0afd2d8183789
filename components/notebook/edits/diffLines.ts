/** A line of one text or of both. */
export interface DiffLine {
  /** Whether both texts have it, or only that before, or only that after. */
  kind: "same" | "removed" | "added";
  text: string;
}

const maxLines = 2_000; // the table below has as many cells as the product of both texts' lines

/**
 * Returns the lines of *before* and *after* in order, those they share once. Where they differ in too many lines to
 * compare, all of these are removed, and added.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = lines(before);
  const b = lines(after);
  const head = sharedStart(a, b);
  const tail = sharedStart(a.slice(head).reverse(), b.slice(head).reverse());
  return [
    ...a.slice(0, head).map(same),
    ...diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same)
  ];
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

const same = (text: string): DiffLine => ({kind: "same", text});
const removed = (text: string): DiffLine => ({kind: "removed", text});
const added = (text: string): DiffLine => ({kind: "added", text});

function sharedStart(a: string[], b: string[]): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a[i] === b[i]) ++i;
  return i;
}

function diffMiddle(a: string[], b: string[]): DiffLine[] {
  if (a.length > maxLines || b.length > maxLines) return [...a.map(removed), ...b.map(added)];
  const common = commonLengths(...numbered(a, b));
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      result.push(same(a[i]));
      ++i;
      ++j;
    } else if (common[i + 1][j] >= common[i][j + 1]) result.push(removed(a[i++]));
    else result.push(added(b[j++]));
  }
  return [...result, ...a.slice(i).map(removed), ...b.slice(j).map(added)];
}

/** Returns a number for each line, equal for equal lines: to compare long lines each with each could take hours. */
function numbered(...texts: [string[], string[]]): [number[], number[]] {
  const numbers = new Map<string, number>();
  const numberOf = (line: string) => {
    if (!numbers.has(line)) numbers.set(line, numbers.size);
    return numbers.get(line)!;
  };
  return [texts[0].map(numberOf), texts[1].map(numberOf)];
}

/** Returns, for each i and j, how many lines a longest common subsequence of *a* from i and *b* from j has. */
function commonLengths(a: number[], b: number[]): Uint16Array[] {
  const common = Array.from({length: a.length + 1}, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}
