/** Returns a *text* from outside as one line of at most so many characters: one that fills the page would hide what comes after it. */
export function shortLine(text: string, most: number): string {
  const line = text.replace(/[\s\u0085]+/g, " ").trim();
  return [...line].slice(0, most).join("").trimEnd();
}
