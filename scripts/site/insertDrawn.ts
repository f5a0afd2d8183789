import type {DrawnCell, DrawnPage} from "./drawPage.js";

/** Elements that a paragraph cannot hold: a browser would end it before them. */
const blocks =
  /<(address|article|aside|blockquote|details|dialog|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|main|menu|nav|ol|p|pre|search|section|table|ul)\b/i;

const loading = "(?:<observablehq-loading></observablehq-loading>)?";

/** What a page says once, at the first thing that trains, where scripts do not run. */
const withoutScripts =
  '<noscript><p class="without-scripts">To press, to choose and to train needs JavaScript; what is drawn here was recorded.</p></noscript>';

/**
 * Returns *html* with what its cells show in their places, each between a comment that says so and Framework's own.
 * Where a *narrow* screen shows it otherwise, both are there, and style/drawn.css chooses.
 */
export function insertDrawn(html: string, wide: DrawnPage, narrow: DrawnPage = wide): string {
  let told = false;
  const drawn = (id: string) => {
    const cell = wide.cells[id];
    if (!cell) return "";
    const note = cell.live && !told ? withoutScripts : "";
    if (cell.live) told = true;
    return `${note}<!--drawn${cell.live ? " live" : ""}-->${bothWidths(cell, narrow.cells[id], id)}`;
  };
  const paragraph = new RegExp(`<p>${loading}<!--:([0-9a-f-]+):--></p>`, "g");
  const place = new RegExp(`${loading}<!--:([0-9a-f-]+):-->`, "g");
  return html
    .replace(paragraph, (whole, id: string) =>
      blocks.test(wide.cells[id]?.html ?? "") ? `<div class="paragraph">${whole.slice(3, -4)}</div>` : whole
    )
    .replace(place, (_, id: string) => `${drawn(id)}<!--:${id}:-->`);
}

function bothWidths({html}: DrawnCell, narrow: DrawnCell | undefined, id: string): string {
  if (!narrow || narrow.html === html) return html;
  const other = narrow.html
    .replaceAll(`${id}-`, `narrow-${id}-`) // ids begin so
    .replace(/(<input[^>]* name=")/g, "$1narrow-"); // of all radio buttons of one name, one is chosen
  return `<div class="drawn-wide">${html}</div><div class="drawn-narrow">${other}</div>`;
}
