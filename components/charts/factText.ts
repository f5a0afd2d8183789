/** Returns a published fact as a cell's text: a number with **digits** decimals, 2 by default, words unchanged, a dash for none. */
export function factText(value: number | string | undefined, {digits = 2}: {digits?: number} = {}): string {
  return typeof value === "number" ? value.toFixed(digits) : (value ?? "–");
}
