import {html} from "htl";
import {unseen} from "../../fields/unseen.js";
import {type DiffLine, diffLines} from "./diffLines.js";

const signs = {same: " ", removed: "−", added: "+"};
const tags = {same: "span", removed: "del", added: "ins"};

/** More blank lines than these in succession are counted, not shown: they would push what follows out of sight. */
const mostBlank = 5;

/** Blank lines within a text, as many as are too many, and the end of the line before them. */
const manyBlank = new RegExp(`\\n(?:[ \\t]*\\n){${mostBlank + 1},}`);

const notSeen = new RegExp(`${manyBlank.source}|${unseen.source}`, "gu");

/** Returns the lines of two versions of a cell, with what was taken away and what was added marked. */
export function differenceView(before: string, after: string): HTMLElement {
  const view = html`<pre class="difference" data-copy="none" tabindex="0" aria-label="Changes"></pre>`;
  for (const line of shownLines(diffLines(before, after))) view.append(line);
  return view;
}

/** Returns *text* for a page: what would not be seen of it is named in marks, such as `[U+202E]`. */
export function visibleText(text: string): (string | HTMLElement)[] {
  const plain = text.replaceAll("\r\n", "\n");
  const parts: (string | HTMLElement)[] = [];
  let end = 0;
  for (const {0: part, 1: character, index} of plain.matchAll(notSeen)) {
    parts.push(plain.slice(end, index));
    if (character) parts.push(mark(nameOf(character, part.length / character.length)));
    else parts.push("\n", mark(countOf(part.split("\n").length - 2)), "\n");
    end = index + part.length;
  }
  return [...parts, plain.slice(end)].filter((part) => part !== "");
}

function shownLines(lines: readonly DiffLine[]): HTMLElement[] {
  const shown: HTMLElement[] = [];
  for (let i = 0; i < lines.length;) {
    const {kind, text} = lines[i];
    let end = i;
    while (end < lines.length && lines[end].kind === kind && /^[ \t]*$/.test(lines[end].text)) ++end;
    const many = end - i > mostBlank;
    shown.push(shownLine(kind, many ? [mark(countOf(end - i))] : visibleText(text)));
    i = many ? end : i + 1;
  }
  return shown;
}

function shownLine(kind: DiffLine["kind"], parts: readonly (string | HTMLElement)[]): HTMLElement {
  return element(tags[kind], [`${signs[kind]} `, ...parts, "\n"]);
}

function mark(text: string): HTMLElement {
  return element("mark", [text]);
}

/** Made without htl, which would be slow for the many lines that a link may carry. */
function element(name: string, parts: readonly (string | HTMLElement)[]): HTMLElement {
  const made = document.createElement(name);
  for (const part of parts) made.append(part);
  return made;
}

function nameOf(character: string, times: number): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return times > 1 ? `[U+${code} × ${times.toLocaleString("en")}]` : `[U+${code}]`;
}

function countOf(blank: number): string {
  return `… ${blank.toLocaleString("en")} empty lines …`;
}
