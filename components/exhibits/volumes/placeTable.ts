import {html} from "htl";
import {placeName} from "../../diagrams/volumes/placeName.js";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {placeWords} from "./placeWords.js";

/** Returns a table of all places of a walk: where each is, what made it, and how its side comes about. */
export function placeTable(places: readonly WalkPlace[]): HTMLElement {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="All volumes">
    <table>
      <thead>
        <tr>
          <th scope="col">place</th>
          <th scope="col">made by</th>
          <th scope="col" class="number">volume</th>
          <th scope="col">its side</th>
        </tr>
      </thead>
      <tbody>
        ${places.map((place) => placeRow(places, place))}
      </tbody>
    </table>
  </div>`;
}

function placeRow(places: readonly WalkPlace[], place: WalkPlace): HTMLElement {
  const {title, sums, volume} = placeWords(places, place.index);
  return html`<tr>
    <th scope="row">${title}</th>
    <td>${placeName(place)}</td>
    <td class="number">${volume}</td>
    <td>${place.kind === "leaf" && place.leaves[0].leaf.type !== "norm" ? (sums[0] ?? "") : ""}</td>
  </tr>`;
}
