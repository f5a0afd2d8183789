import {html} from "htl";
import {drawFlat} from "../../diagrams/volumes/drawFlat.js";
import {namedNetwork} from "../../network/named.js";
import type {NamedOptions} from "../../network/networkFields.js";
import {type Volume, volumeText} from "../../network/shapes.js";
import {shownPlaces} from "../../network/shownPlaces.js";
import {volumeWalk} from "../../network/volumeWalk.js";
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
  const places = rows.map(() => html`<div></div>`);
  let width = likelyWidth(widest);

  function show(): void {
    rows.forEach((row, i) => {
      const {expression, input} = namedNetwork(row.name, row.options);
      const shown = shownPlaces(volumeWalk(expression, input), {every: true});
      const label = `${row.text}: sides ${sidesOf(row).join(", ")}`;
      places[i].replaceChildren(drawFlat(shown, {width, height: 130, label}));
    });
  }

  show();
  fitted(places[0], (room) => ((width = room), show()), {most: widest});
  return html`<div class="run stems">
    ${rows.map(
      (row, i) =>
        html`<p><b>${row.text}</b> ${sidesOf(row).join(" → ")}</p>
          ${places[i]}`
    )}
  </div>`;
}

/** Returns the sides of a network's maps, each once, as they become smaller; without its head. */
export function sidesOf({name, options}: Pick<StemRow, "name" | "options">): number[] {
  const {expression, input} = namedNetwork(name, options);
  const sides = volumeWalk(expression, input).flatMap(({part, volume: [side]}) =>
    part === "head" ? [] : [side]
  );
  return sides.filter((side, i) => side !== sides[i - 1]);
}

/** Returns the volume that enters a network's head, in words. */
export function lastVolume({name, options}: Pick<StemRow, "name" | "options">): string {
  const {expression, input} = namedNetwork(name, options);
  const last = volumeWalk(expression, input).findLast(({part}) => part === "stage");
  return volumeText(last?.volume ?? ([1, 1, 1] satisfies Volume));
}
