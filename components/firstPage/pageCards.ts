import {html} from "htl";
import {editedCell} from "./editedCell.js";
import type {FirstPage} from "./firstPage.js";
import {pagePicture, type PictureData} from "./pagePictures.js";

/** Returns the pages of the course as cards: a small picture, a name, a sentence, and how long each takes to read. */
export function pageCards(
  {pages, gradients, slices}: FirstPage,
  {racers}: Pick<PictureData, "racers">
): HTMLElement {
  let chapters = 0;
  return html`<ol class="page-cards">
    ${pages.map(({path, name, description, minutes}) => {
      const drawn = pagePicture(path, {gradients, slices, racers});
      return html`<li>
        <a href=${path}>
          <span class="picture">${drawn ?? editedCell()}</span>
          <b>${drawn ? html`<i>${++chapters}</i>` : ""}${name}</b>
          <span>${description}</span>
          <small>${drawn ? `${minutes} min to read` : "as long as you like"}</small>
        </a>
      </li>`;
    })}
  </ol>`;
}
