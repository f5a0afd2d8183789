/** A change of a text: what is between two places is replaced. */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** Returns the least change that makes a *text* of another, so that a cursor outside it can stay. */
export function changeTo(text: string, old: string): TextChange {
  const most = Math.min(text.length, old.length);
  let from = 0;
  while (from < most && text[from] === old[from]) ++from;
  let kept = 0;
  while (kept < most - from && text.at(-1 - kept) === old.at(-1 - kept)) ++kept;
  return {from, to: old.length - kept, insert: text.slice(from, text.length - kept)};
}
