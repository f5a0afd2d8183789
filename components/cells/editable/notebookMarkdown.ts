/** A cell of a notebook. */
export interface NotebookCell {
  lang: "js" | "ts";
  source: string;
  /** What readers call it. Defaults to its number. */
  title?: string;
}

/** A notebook: code, and prose between it. */
export interface Notebook {
  title: string;
  /** What comes before the first cell, in Markdown. */
  text: string;
  cells: readonly NotebookCell[];
}

/** Returns a notebook as a page: Markdown that Observable Framework builds, here with cells that can be edited. */
export function notebookToMarkdown({title, text, cells}: Notebook): string {
  const parts = [`# ${title}`, text.trim(), ...cells.map(fence)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** A fence is longer than any in the code. */
function fence({lang, source, title}: NotebookCell): string {
  const longest = Math.max(0, ...[...source.matchAll(/^ {0,3}(`{3,})/gm)].map(([, ticks]) => ticks.length));
  const ticks = "`".repeat(Math.max(3, longest + 1));
  const named = title ? ` title="${title.replace(/["`]/g, "'").replace(/\s+/g, " ")}"` : "";
  return `${ticks}${lang} editable${named}\n${source}\n${ticks}`;
}

/**
 * Returns the notebook in a page of Markdown: its first heading, the text before the first fence of code, and its fences
 * of JavaScript and TypeScript. Throws if there is no such fence.
 */
export function notebookFromMarkdown(markdown: string): Notebook {
  const body = markdown.replaceAll("\r\n", "\n").replace(/^---\n[\s\S]*?\n---\n/, "");
  const pattern = /^ {0,3}(`{3,})[ \t]*(js|ts)\b([^\n]*)\n([\s\S]*?)^ {0,3}\1`*[ \t]*$/gm;
  const fences = [...body.matchAll(pattern)];
  if (fences.length === 0)
    throw new SyntaxError("invalid notebook: no cells; it must have at least one fence of js or ts");
  const [heading = "", title = "Notebook"] = /^# (.+)$/m.exec(body.replace(pattern, "")) ?? [];
  return {
    title: title.trim(),
    text: body.slice(0, fences[0].index).replace(heading, "").trim(),
    cells: fences.map(([, , lang, info, source]) => {
      const name = /\btitle="([^"]*)"/.exec(info)?.[1];
      return {lang: lang as "js" | "ts", source: source.replace(/\n$/, ""), ...(name && {title: name})};
    })
  };
}
