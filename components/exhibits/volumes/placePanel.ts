import {html} from "htl";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {placeWords} from "./placeWords.js";

/** What is said of the place where a reader is. */
export interface PlacePanel {
  readonly element: HTMLElement;
  /** Shows what is said of a place; returns its title and volume in words. */
  show(places: readonly WalkPlace[], index: number): string;
}

/** Returns an empty panel: a title, a sentence, sums and PyTorch's names. */
export function placePanel(): PlacePanel {
  const element = html`<div class="place-panel"></div>`;
  return {
    element,
    show(places, index) {
      const {title, volume, sentence, sums, pytorch} = placeWords(places, index);
      element.replaceChildren(
        html`<p class="place-title"><b>${title}</b> <span class="place-volume">${volume}</span></p>`,
        html`<p>${sentence}</p>`,
        html`<ul class="place-sums">
          ${sums.map((sum) => html`<li>${sum}</li>`)}
        </ul>`,
        pytorch.length === 0
          ? ""
          : html`<p class="place-pytorch">
              PyTorch: ${pytorch.map((name, i) => html`${i > 0 ? ", " : ""}<code>${name}</code>`)}
            </p>`
      );
      return `${title}, ${volume}. ${sentence}`;
    }
  };
}
