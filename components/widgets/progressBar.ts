import {html} from "htl";

/** Returns a bar of how far something is, from 0 to 1, that a screen reader calls by *label*. */
export function progressBar(label: string): HTMLProgressElement {
  return html`<progress max="1" value="0" aria-label=${label}></progress>` as HTMLProgressElement;
}
