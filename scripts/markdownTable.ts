/** Returns a table in Markdown, its columns aligned. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((text) => text.replaceAll("|", "\\|")));
  const widths = heading.map((text, i) => Math.max(text.length, ...cells.map((row) => row[i].length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i])).join(" | ")} |`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join("\n");
}
