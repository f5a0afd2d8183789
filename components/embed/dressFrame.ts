import {isFormer} from "./isFormer.js";
import {chosenTheme, useTheme} from "./theme.js";

/** The frame for which a figure is laid out, in pixels, and how much larger that makes it: text of 12 pixels is one of 14. */
export const usualFrame = {width: 960, height: 540, zoom: 7 / 6};

/** Below this width a figure has no room to be larger than on a page. */
const narrow = 600;

/**
 * Gives a document in a frame the looks that its address asks for, before it is painted: `theme`, `controls` and `scale`, which
 * is how large it is; without that, as large as its frame. Values that mean nothing change nothing: frameQuery tells of them.
 */
export function dressFrame(query = new URLSearchParams(location.search)): void {
  const {dataset, style} = document.documentElement;
  const theme = chosenTheme(query.get("theme"));
  if (theme) useTheme(theme);
  const controls = query.get("controls");
  if (controls !== null) dataset.controls = controls;
  const asked = isFormer(location.pathname) ? NaN : Number(query.get("scale") ?? NaN); // there it is the shortcut's
  const fit = () => style.setProperty("--zoom", String(zoomOf(innerWidth, innerHeight, asked)));
  fit();
  addEventListener("resize", fit);
}

/** Returns how large a figure is in a frame of *width* × *height* pixels: as it is **asked**, or as fits. */
export function zoomOf(width: number, height: number, asked = NaN): number {
  if (asked >= 0.5 && asked <= 4) return asked;
  if (width < narrow) return 1;
  return usualFrame.zoom * Math.max(1, Math.min(width / usualFrame.width, height / usualFrame.height));
}
