import {html} from "htl";
import {linkTo} from "../experiment/link.js";
import type {Training} from "../experiment/trainingSpec.js";
import {button} from "../widgets/button.js";
import {download} from "../widgets/download.js";

/** Options of shareButtons. */
export interface ShareOptions {
  /** Returns what the settings ask for, or undefined if something is wrong with them. */
  training(): Training | undefined;
  /** Keys that a link has in any case. Defaults to none. */
  always?: readonly string[];
}

/** Returns buttons that copy a link to a page with these settings, and download them for `npm run record`. */
export function shareButtons({training, always}: ShareOptions): HTMLElement {
  const said = html`<output></output>`;
  async function copy(): Promise<void> {
    const asked = training();
    if (!asked) return;
    const link = new URL(`?${linkTo(asked, always)}`, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = "Copied.";
    } catch {
      said.replaceChildren(html`<a href=${link}>${link}</a>`); // a frame may not be allowed to write to the clipboard
    }
  }
  function save(): void {
    const list = training()?.specs;
    if (list)
      download(
        "residual-networks.json",
        new Blob([JSON.stringify(list, null, 2)], {type: "application/json"})
      );
  }
  return html`<div class="controls" role="group" aria-label="Share the settings">
    ${button("Copy link", copy)}
    ${button("JSON", save, {title: "A list of run specs, as npm run record takes it"})} ${said}
  </div>`;
}
