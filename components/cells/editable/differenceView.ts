import {html} from "htl";
import {diffLines} from "./diffLines.js";

const marks = {same: " ", removed: "−", added: "+"};

/** Returns the lines of two versions of a cell, with what was taken away and what was added marked. */
export function differenceView(before: string, after: string): HTMLElement {
  const lines = diffLines(before, after).map(({kind, text}) => {
    const line = `${marks[kind]} ${text}\n`;
    if (kind === "removed") return html`<del>${line}</del>`;
    return kind === "added" ? html`<ins>${line}</ins>` : html`<span>${line}</span>`;
  });
  return html`<pre class="difference" data-copy="none" tabindex="0" aria-label="Changes">${lines}</pre>`;
}
