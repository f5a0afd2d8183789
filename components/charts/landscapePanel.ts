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
    <p class="landscape-name"><b>${netLabel(net)}</b><span>${note ?? pits}</span></p>
    ${picture}${heightKey(net, landscape, height)}
  </div>`;
}

/** Options of landscapePanels. */
export interface LandscapePanelsOptions {
  /** Below this width, in pixels, each has a row of its own. Defaults to 0: two are always beside each other. */
  leastBeside?: number;
}

/** Returns a panel each of *items*, in rows of two, or of three where they fill them and *width* has room. */
export function landscapePanels<Item>(
  items: readonly Item[],
  panel: (item: Item, width: number) => HTMLElement,
  width: number,
  {leastBeside = 0}: LandscapePanelsOptions = {}
): HTMLElement {
  const inRow = items.length % 3 === 0 && width >= leastForThree ? 3 : 2;
  const across = width < leastBeside ? 1 : inRow;
  const each = Math.floor((width - gap * (across - 1)) / across);
  return html`<div class="landscape-panels" style=${`--across: ${across}`}>
    ${items.map((item) => panel(item, each))}
  </div>`;
}

/** Three panels in a row need so much room, and a gap is between two, in pixels (style/landscape.css). */
const [leastForThree, gap] = [560, 12];

/** Below this width, in pixels, a surface has a row of its own. */
export const leastBesideSurface = 460;
