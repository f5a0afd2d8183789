/** A cell of a notebook, and the prose before it. */
export interface NotebookCell {
  lang: "js" | "ts";
  source: string;
  /** What readers call it. Defaults to its number. */
  title?: string;
  /** What stands between the cell before and this one, in Markdown. Of the first cell, the notebook's own text. */
  text?: string;
  /** Whether it checks an answer, of an assignment. */
  check?: boolean;
}

/** A notebook: code, and prose between it. */
export interface Notebook {
  title: string;
  /** What comes before the first cell, in Markdown. */
  text: string;
  cells: readonly NotebookCell[];
  /** What comes after the last cell. */
  ending?: string;
  /** Until when it is to be handed in, in its author's words. */
  due?: string;
  /** Whether it is an assignment: whoever opens it hands it in. */
  assigned?: boolean;
}

/** Returns a notebook as a page: Markdown that Observable Framework builds, here with cells that can be edited. */
export function notebookToMarkdown(notebook: Notebook): string {
  const {title, text, cells, ending = ""} = notebook;
  const parts = [
    frontMatter(notebook),
    `# ${title}`,
    text,
    ...cells.flatMap((cell) => [cell.text ?? "", fence(cell)]),
    ending
  ];
  return `${parts.filter((part) => part.trim() !== "").join("\n\n")}\n`;
}

/** What a page says of itself before its text; of a notebook that is none to hand in, nothing. */
function frontMatter({assigned, due}: Notebook): string {
  const lines = [...(assigned ? ["assignment: true"] : []), ...(due ? [`due: ${JSON.stringify(due)}`] : [])];
  return lines.length > 0 ? ["---", ...lines, "---"].join("\n") : "";
}

/** A fence is longer than any in the code. */
function fence({lang, source, title, check}: NotebookCell): string {
  const longest = Math.max(0, ...[...source.matchAll(/^ {0,3}(`{3,})/gm)].map(([, ticks]) => ticks.length));
  const ticks = "`".repeat(Math.max(3, longest + 1));
  const named = title ? ` title="${title.replace(/["`]/g, "'").replace(/\s+/g, " ")}"` : "";
  return `${ticks}${lang} editable${check ? " check" : ""}${named}\n${source}\n${ticks}`;
}

/**
 * Returns the notebook in a page of Markdown: its first heading, its fences of JavaScript and TypeScript, and all that
 * stands between them. Throws if there is no such fence.
 */
export function notebookFromMarkdown(markdown: string): Notebook {
  const whole = markdown.replaceAll("\r\n", "\n");
  const [front = ""] = /^---\n[\s\S]*?\n---\n/.exec(whole) ?? [];
  const body = whole.slice(front.length);
  const {cells, prose} = scan(body.split("\n"));
  if (cells.length === 0)
    throw new SyntaxError("invalid notebook: no cells; it must have at least one fence of js or ts");
  const heading = /^# (.+)$/m.exec(prose[0]);
  const texts = prose.map((text) => text.trim());
  const ending = texts[cells.length];
  return {
    title: heading?.[1].trim() ?? "Notebook",
    text: heading ? prose[0].replace(heading[0], "").trim() : texts[0],
    cells: cells.map((cell, i) => (i > 0 && texts[i] ? {...cell, text: texts[i]} : cell)),
    ...(ending && {ending}),
    ...readFrontMatter(front)
  };
}

/** What the notebook of a page says of handing it in; all else is the page's. */
function readFrontMatter(front: string): Pick<Notebook, "assigned" | "due"> {
  const assigned = /^assignment: *true *$/m.test(front);
  const due = dueText(/^due: *(.+)$/m.exec(front)?.[1].trim() ?? "");
  return {...(assigned && {assigned}), ...(due && {due})};
}

/** In quotes, or without. */
function dueText(written: string): string {
  try {
    const text: unknown = JSON.parse(written);
    return typeof text === "string" ? text : written;
  } catch {
    return written;
  }
}

/** Returns the cells in *lines*, and the prose before each of them and after the last. Fences of other languages are prose. */
function scan(lines: readonly string[]): {cells: NotebookCell[]; prose: string[]} {
  const cells: NotebookCell[] = [];
  const prose = [""];
  let open: {mark: string; cell?: NotebookCell; code: string[]} | undefined;
  for (const line of lines) {
    const [, mark, info = ""] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line) ?? [];
    if (open) {
      const closes = mark?.startsWith(open.mark) && info.trim() === "";
      if (!open.cell) prose[cells.length] += `${line}\n`;
      else if (!closes) open.code.push(line);
      else {
        cells.push({...open.cell, source: open.code.join("\n")});
        prose.push("");
      }
      if (closes) open = undefined;
    } else {
      const cell = mark ? cellOf(info) : undefined;
      if (mark) open = {mark, cell, code: []};
      if (!cell) prose[cells.length] += `${line}\n`;
    }
  }
  if (open?.cell) cells.push({...open.cell, source: open.code.join("\n").replace(/\n$/, "")}); // Markdown ends it too
  return {cells, prose};
}

function cellOf(info: string): NotebookCell | undefined {
  const lang = /^\s*(js|ts)\b/.exec(info)?.[1];
  if (!lang) return undefined;
  const title = /\btitle="([^"]*)"/.exec(info)?.[1];
  const check = /(^|\s)check(\s|\}|$)/.test(info.replace(/"[^"]*"/g, '""'));
  return {lang: lang as "js" | "ts", source: "", ...(title && {title}), ...(check && {check})};
}
