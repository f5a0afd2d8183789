/** Returns a *text* from outside for a cell of a CSV: a spreadsheet would take one that begins so for a formula, and compute it. */
export function csvCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
