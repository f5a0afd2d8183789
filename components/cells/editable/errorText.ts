/** Returns an error as a sentence for readers: its kind and message, without the place that a parser adds. */
export function errorText(error: unknown): string {
  return String(error)
    .replace(/^(RuntimeError|Error): /, "")
    .replace(/ \(\d+:\d+\)$/, "");
}
