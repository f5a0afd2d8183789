/** Returns a published fact as a table has it: a number with two digits, words as they are, a dash for nothing. */
export function factText(value: number | string | undefined): string {
  return typeof value === "number" ? value.toFixed(2) : (value ?? "–");
}
