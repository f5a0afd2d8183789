/** Returns a published fact as a table has it: a number with two **digits** or as many, words as they are, a dash for nothing. */
export function factText(value: number | string | undefined, {digits = 2}: {digits?: number} = {}): string {
  return typeof value === "number" ? value.toFixed(digits) : (value ?? "–");
}
