import {html} from "htl";

/** Returns *texts* as a paragraph, or nothing if there are none. */
export function notes(texts: readonly string[]): Node | string {
  return texts.length > 0 ? html`<p class="status">${texts.join(" ")}</p>` : "";
}
