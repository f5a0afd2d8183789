import {html} from "htl";
import {drawFlat} from "../../diagrams/volumes/drawFlat.js";
import {namedNetwork} from "../../network/named.js";
import type {NamedOptions} from "../../network/networkFields.js";
import {shownPlaces} from "../../network/shownPlaces.js";
import {volumeWalk, type WalkPlace} from "../../network/volumeWalk.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";

/** A network on images of a size, with what is to be said of it. */
export interface StemRow {
  readonly name: string;
  readonly options?: NamedOptions;
  readonly text: string;
}

const widest = 720;

/** Returns the volumes of networks, flat, one below the other: what is left of an image by each stem. */
export function stemFigure(rows: readonly StemRow[]): HTMLElement {
  const stems = rows.map((row) => {
    const walk = walkOf(row);
    return {
      text: row.text,
      sides: sidesIn(walk),
      shown: shownPlaces(walk, {every: true}),
      place: html`<div></div>`
    };
  });
  let width = likelyWidth(widest);

  function show(): void {
    for (const {text, sides, shown, place} of stems)
      place.replaceChildren(
        drawFlat(shown, {width, height: 130, label: `${text}: sides ${sides.join(", ")}`})
      );
  }

  show();
  fitted(stems[0].place, (room) => ((width = room), show()), {most: widest});
  return html`<div class="run stems">
    ${stems.map(
      ({text, sides, place}) =>
        html`<p><b>${text}</b> ${sides.join(" → ")}</p>
          ${place}`
    )}
  </div>`;
}

/** Returns the sides of a network's maps, each once, as they become smaller; without its head. */
export function sidesOf(row: Pick<StemRow, "name" | "options">): number[] {
  return sidesIn(walkOf(row));
}

function walkOf({name, options}: Pick<StemRow, "name" | "options">): WalkPlace[] {
  const {expression, input} = namedNetwork(name, options);
  return volumeWalk(expression, input);
}

function sidesIn(walk: readonly WalkPlace[]): number[] {
  const sides = walk.flatMap(({part, volume: [side]}) => (part === "head" ? [] : [side]));
  return sides.filter((side, i) => side !== sides[i - 1]);
}
