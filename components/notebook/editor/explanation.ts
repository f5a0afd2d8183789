import {html} from "htl";

/** Returns a *signature* and under it what a *doc* comment says, to be shown in a tip beside the code. */
export function explanation(signature: string, doc: string): HTMLElement {
  return html`<div class="cell-explanation">
    <code>${signature}</code>
    ${paragraphs(doc).map((text) => html`<p>${spans(text).map(spanElement)}</p>`)}
  </div>` as HTMLElement;
}

/** Returns the paragraphs of a doc comment; each item of a list is one. */
export function paragraphs(doc: string): string[] {
  return doc
    .split(/\n\s*\n|\n(?=- )/)
    .map((text) => text.replace(/^- /, "• ").replaceAll(/\s+/g, " ").trim())
    .filter((text) => text);
}

/** A stretch of text, and the element that it is set in. */
export interface Span {
  text: string;
  element?: "b" | "i" | "code";
}

/** Returns a paragraph of a doc comment as stretches of **bold**, *emphasis*, `code` and plain text. */
export function spans(text: string): Span[] {
  return text.split(/(\*\*[^*]+\*\*|(?<!\w)\*[^*\s][^*]*\*|`[^`]+`)/).flatMap((part): Span[] => {
    if (!part) return [];
    if (/^\*\*.+\*\*$/.test(part)) return [{text: part.slice(2, -2), element: "b"}];
    if (/^\*.+\*$/.test(part)) return [{text: part.slice(1, -1), element: "i"}];
    if (/^`.+`$/.test(part)) return [{text: part.slice(1, -1), element: "code"}];
    return [{text: part}];
  });
}

function spanElement({text, element}: Span): Node | string {
  if (element === "b") return html`<b>${text}</b>`;
  if (element === "i") return html`<i>${text}</i>`;
  return element === "code" ? html`<code>${text}</code>` : text;
}
