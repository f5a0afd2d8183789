import {html} from "htl";
import {heightKey} from "./heightKey.js";
import type {Landscape} from "./landscape.js";
import {landscapeMap, type LandscapeMapOptions} from "./landscapeMap.js";
import {landscapeSurface, type SurfaceView} from "./landscapeSurface.js";
import {noiseText, pitsText, reachOfText} from "./landscapeText.js";
import {netLabel} from "./scales.js";

/** Options of landscapePanel. */
export interface LandscapePanelOptions extends LandscapeMapOptions {
  /** Draws a surface, as it is seen from there. Defaults to a map. */
  view?: SurfaceView;
  /** What is said under it. Defaults to how far it goes and its pits. */
  note?: string;
}

/** Returns a landscape as a map or a surface under its network's name, with the scale of its colours. */
export function landscapePanel(
  net: string,
  landscape: Landscape,
  {view, note, height = "loss", ...options}: LandscapePanelOptions = {}
): HTMLElement {
  const pits = `${reachOfText(landscape)}, ${pitsText(landscape, height)} (noise: ${noiseText(landscape)})`;
  const picture = view
    ? landscapeSurface(net, landscape, {...options, height, view})
    : landscapeMap(net, landscape, {...options, height});
  return html`<div class="landscape-panel">
    <p class="landscape-name"><b>${netLabel(net)}</b> <span>${note ?? pits}</span></p>
    ${picture}${heightKey(net, landscape, height)}
  </div>`;
}

/** Returns panels in rows of as many as *width* has room for: two at least. */
export function landscapePanels(
  panels: (width: number) => readonly HTMLElement[],
  width: number
): HTMLElement {
  const across = Math.max(2, Math.min(3, Math.floor(width / 210)));
  return html`<div class="landscape-panels">
    ${panels(Math.floor((width - gap * (across - 1)) / across))}
  </div>`;
}

/** Pixels between two panels (style/landscape.css). */
const gap = 12;
