/** Words that people read in a minute, of a text that is not a story. */
const wordsPerMinute = 200;

/**
 * Returns how long a *page* in Markdown takes to read, in whole minutes, 1 at the least. What is counted are the words of its
 * text and of its formulas' letters; code, tags, the front matter and the addresses of links are not.
 */
export function readingMinutes(page: string): number {
  return Math.max(1, Math.round(textWords(page).length / wordsPerMinute));
}

/** Returns the words of a *page*'s text, in order. */
export function textWords(page: string): string[] {
  const text = page
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, "")
    .replace(/\$\{[^}]*(\{[^}]*\}[^}]*)*\}/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\]\([^)]*\)/g, "]");
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’–-]*/gu) ?? [];
}
