import {html} from "htl";
import type {CodeLine} from "../../code/listing.js";

/**
 * Returns a listing with numbers, under a *title*. Its lines that make parts of the network are one stop of the keyboard: the
 * arrow keys go from one to the next.
 */
export function codeListing(title: string, lines: readonly CodeLine[]): HTMLElement {
  const rows = lines.map(({text, parts}) =>
    parts.length === 0
      ? html`<code>${text || "\n"}</code>`
      : html`<code data-parts=${parts.join(" ")} tabindex="-1">${text}</code>`
  );
  const linked = rows.filter((row) => row.dataset.parts !== undefined);
  linked[0]?.setAttribute("tabindex", "0");
  // No room between the lines: all text of a <pre> counts.
  const listing = html`<pre
    class="listing"
    data-copy="none"
    role="group"
    aria-label=${`${title}, ${lines.length} lines`}
  >
${rows}</pre>`;
  listing.addEventListener("keydown", (event) => move(event, linked));
  return html`<div class="listing-column">
    <h3>${title}</h3>
    ${listing}
  </div>`;
}

/** Moves the focus, and with it the stop. */
function move(event: KeyboardEvent, rows: readonly HTMLElement[]): void {
  const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const at = rows.indexOf(event.target as HTMLElement);
  const next = by === undefined || at < 0 ? undefined : rows[at + by];
  if (!next) return;
  event.preventDefault(); // the page would scroll
  rows[at].setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
