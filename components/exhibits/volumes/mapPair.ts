import {html, svg} from "htl";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {windowAt} from "../../network/windowAt.js";
import type {MapPosition} from "../windows/drawTrace.js";

/** The maps before a place and at it, enlarged, with what is looked at lit in both. */
export interface MapPair {
  readonly element: HTMLElement;
  /** Shows the maps of a *place* and of the one *before*, if they are known, and lights a position. */
  show(shown: {
    place: WalkPlace;
    before?: WalkPlace;
    url?: string;
    beforeUrl?: string;
    position: MapPosition;
  }): void;
}

/** Returns two empty maps. *press* is called with a position of the second that is pressed. */
export function mapPair(press: (position: MapPosition) => void): MapPair {
  const [before, here] = [mapFrame("before"), mapFrame("here")];
  let volume: WalkPlace["volume"] = [1, 1, 1];
  here.frame.addEventListener("pointerdown", (event) => {
    const {left, top, width, height} = here.frame.getBoundingClientRect();
    const at = (share: number, size: number) => Math.max(0, Math.min(size - 1, Math.floor(share * size)));
    press({
      row: at((event.clientY - top) / height, volume[0]),
      column: at((event.clientX - left) / width, volume[1])
    });
  });
  return {
    element: html`<div class="map-pair">${before.element}${here.element}</div>`,
    show({place, before: from, url, beforeUrl, position}) {
      volume = place.volume;
      const size = place.kind === "image" ? 0 : 1; // of which nothing is before
      here.show(place.volume, url, {...position, rows: size, columns: size});
      before.element.style.visibility = from ? "" : "hidden";
      if (!from) return;
      before.show(from.volume, beforeUrl, windowAt(place.leaves[0]?.leaf, from.volume, position));
    }
  };
}

interface Lit extends MapPosition {
  rows: number;
  columns: number;
}

function mapFrame(title: string) {
  const image = html`<img alt="" width="150" height="150" hidden />` as HTMLImageElement;
  const marks =
    svg`<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><rect></rect></svg>` as SVGSVGElement;
  const frame = html`<div class="map-frame">${image}${marks}</div>`;
  const caption = html`<span></span>`;
  return {
    frame,
    element: html`<div class="map-shown">${frame}${caption}</div>`,
    show(
      [height, width]: WalkPlace["volume"],
      url: string | undefined,
      {row, column, rows, columns}: Lit
    ): void {
      image.hidden = url === undefined;
      if (url !== undefined) image.src = url;
      marks.setAttribute("viewBox", `0 0 ${width} ${height}`);
      const attributes = {x: column, y: row, width: columns, height: rows};
      for (const [name, value] of Object.entries(attributes))
        marks.firstElementChild!.setAttribute(name, String(value));
      caption.textContent = `${title}, ${height}×${width}`;
    }
  };
}
