import {html} from "htl";
import {greyUrl, pixelPlaces} from "../../charts/pixelPictures.js";
import type {Volume} from "../../network/shapes.js";
import type {Inhibition} from "./inhibited.js";

/** A value of the maps; all counted from 0. */
export interface MapPlace {
  row: number;
  column: number;
  channel: number;
}

/** The maps of all channels, before and after, as buttons that choose a place. */
export interface MapButtons {
  elements: readonly HTMLElement[];
  /** Shows what the values at each position became, row by row, and which *place* is chosen. */
  show(results: readonly (readonly Inhibition[])[], place: MapPlace): void;
}

const arrows: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ...{ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}
};

/** Returns a button a channel. A press chooses the channel and the position pressed, the arrow keys move from there. */
export function mapButtons(
  [height, width, channels]: Volume,
  choose: (place: Partial<MapPlace>) => void
): MapButtons {
  const places = {before: pixelPlaces(channels), after: pixelPlaces(channels)};
  let chosen: MapPlace = {row: 0, column: 0, channel: 0};
  const elements = places.before.map(
    (picture, channel) =>
      html`<button type="button" class="map" aria-label=${`channel ${channel + 1}`}>
        ${picture}${places.after[channel]}
      </button>` as HTMLElement
  );

  function press(event: MouseEvent, channel: number): void {
    const picture = event.target as Element;
    if (event.detail === 0 || !picture.matches("img")) return choose({channel}); // a key has no position
    const {left, top, width: across, height: down} = picture.getBoundingClientRect();
    choose({
      channel,
      row: within(((event.clientY - top) / down) * height, height),
      column: within(((event.clientX - left) / across) * width, width)
    });
  }

  function follow(event: KeyboardEvent): void {
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    choose({row: within(chosen.row + by[0], height), column: within(chosen.column + by[1], width)});
  }

  elements.forEach((element, channel) => {
    element.addEventListener("click", (event) => press(event, channel));
    element.addEventListener("keydown", follow);
  });
  return {
    elements,
    show(results, place) {
      chosen = place;
      for (const when of ["before", "after"] as const) {
        const most = Math.max(1e-9, ...results.flatMap((at) => at.map((one) => one[when])));
        places[when].forEach((picture, channel) => {
          const bytes = Uint8Array.from(results, (at) => Math.round((255 * at[channel][when]) / most));
          picture.src = greyUrl(bytes, [height, width, 1]);
        });
      }
      elements.forEach((element, channel) =>
        element.setAttribute("aria-pressed", String(channel === place.channel))
      );
    }
  };
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place)));
}
