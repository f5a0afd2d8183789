/**
 * Returns an error as a sentence for readers: its kind and message, without the place that a parser adds. The course's own
 * errors say what is wrong by themselves.
 */
export function errorText(error: unknown): string {
  return String(error)
    .replace(/^(RuntimeError|RunSpecError|Error): /, "")
    .replace(/ \(\d+:\d+\)$/, "");
}
