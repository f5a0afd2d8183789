import {volumeText} from "../../network/shapes.js";
import {svgElement} from "../svgElement.js";
import {placeName} from "./placeName.js";
import {
  channelsAUnit,
  endOf,
  mapPoint,
  type Point,
  topOf,
  type VolumeBox,
  type VolumeLayout
} from "./volumeLayout.js";

/** Returns the drawing of a walk: a box a volume, arrows, shortcuts and sums, to scale. *label* is its spoken name. */
export function drawVolumes(layout: VolumeLayout, {label}: {label: string}): SVGSVGElement {
  const {width, height, boxes} = layout;
  return svgElement(
    "svg",
    {
      class: "volumes",
      width: round(width),
      height: round(height),
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      role: "img",
      "aria-label": label
    },
    ...boxes.flatMap((box) => joints(box, layout)),
    ...boxes.map(drawBox)
  );
}

/** Returns a box: its front and top with a line every few channels, and its right side, on which its map is shown. */
function drawBox(box: VolumeBox): SVGElement {
  const {place, x, y, height, depth, back, pixel} = box;
  const [bx, by] = back;
  const style = `--pixel: ${round(pixel)}`;
  const foot = y + height;
  const sides = [
    svgElement("path", {
      class: "front",
      d: `M${point([x, y])}h${round(depth)}v${round(height)}h${round(-depth)}Z`
    }),
    svgElement("path", {
      class: "top",
      d: `M${point([x, y])}l${point(back)}h${round(depth)}l${point([-bx, -by])}Z`
    }),
    svgElement("path", {class: "side", d: sideOutline(box)}),
    svgElement("path", {class: "slices", d: slices(box)})
  ];
  const texts = [placeName(place), volumeText(place.volume)].map((text, line) =>
    svgElement(
      "text",
      {
        class: line === 0 ? "name" : "size",
        x: round(x + (depth + bx) / 2),
        y: round(foot + (17 + 14 * line) * pixel),
        "font-size": round(12 * pixel)
      },
      text
    )
  );
  const kind = `volume ${place.kind}${place.onShortcut ? " shortcut" : ""}`;
  return svgElement("g", {class: kind, style, "data-place": place.index}, ...sides, ...texts);
}

/** Returns the outline of a box's right side. */
export function sideOutline(box: VolumeBox): string {
  const [rows, columns] = box.place.volume;
  const corners = [
    mapPoint(box, 0, 0),
    mapPoint(box, 0, columns),
    mapPoint(box, rows, columns),
    mapPoint(box, rows, 0)
  ];
  return `M${corners.map(point).join("L")}Z`;
}

/** Returns what places a picture of one unit a side on a box's right side. */
export function sideTransform({x, y, height, depth, back: [bx, by]}: VolumeBox): string {
  return `matrix(${[bx, by, 0, height, x + depth, y].map(round).join(" ")})`;
}

/** The most lines that a box is cut by. */
const mostSlices = 16;

/** Lines between the channels, every sixteenth or more. */
function slices({place, x, y, height, depth, back}: VolumeBox): string {
  const [, , channels] = place.volume;
  const each = Math.max(16, Math.ceil(channels / mostSlices / 16) * 16);
  const count = Math.ceil(channels / each) - 1;
  return Array.from({length: Math.max(0, count)}, (_, i) => {
    const at = x + Math.min(depth, ((i + 1) * each) / channelsAUnit);
    return `M${point([at, y + height])}V${round(y)}l${point(back)}`;
  }).join("");
}

/** What leads to a box: an arrow from each that it is made from, a shortcut as an arc, and the sign of a sum. */
function joints(box: VolumeBox, layout: VolumeLayout): SVGElement[] {
  const {place, pixel, skipped} = box;
  const inputs = place.inputs.map((input) => layout.boxOf(input)).filter((input) => input !== undefined);
  const style = `--pixel: ${round(pixel)}`;
  if (skipped > 0) return [svgElement("g", {class: "joint", style}, ...skippedMark(box))];
  const sign = place.kind === "sum" ? [sumSign(box)] : [];
  const lines = inputs.map((input, i) =>
    i === 0 || place.kind === "leaf" ? straight(input, box) : shortcutArc(input, box)
  );
  return [svgElement("g", {class: "joint", style, "data-to": place.index}, ...lines, ...sign)];
}

function middleOf({y, height, back}: VolumeBox): number {
  return y + height / 2 + back[1] / 2;
}

/** The middle of a sum's sign. */
function signOf(box: VolumeBox): Point {
  return [box.x - 24 * box.pixel, middleOf(box)];
}

function sumSign(box: VolumeBox): SVGElement {
  const [[x, y], r] = [signOf(box), 9 * box.pixel];
  const d = `M${point([x - r, y])}a${round(r)},${round(r)} 0 1 1 ${round(2 * r)},0a${round(r)},${round(r)} 0 1 1 ${round(-2 * r)},0`;
  const cross = `M${point([x - 0.6 * r, y])}h${round(1.2 * r)}M${point([x, y - 0.6 * r])}v${round(1.2 * r)}`;
  return svgElement("path", {class: "sign", d: `${d}${cross}`});
}

/** An arrow along the main path, or to what is on a shortcut, whose first box is above. */
function straight(from: VolumeBox, to: VolumeBox): SVGElement {
  const rises = to.place.onShortcut && !from.place.onShortcut;
  if (rises) return rising(from, to);
  const y = middleOf(to);
  const start = endOf(from) + 4 * to.pixel;
  const end = to.x - 4 * to.pixel;
  const stop = to.place.kind === "sum" ? signOf(to)[0] - 9 * to.pixel : end;
  const rest = to.place.kind === "sum" ? `M${point([signOf(to)[0] + 9 * to.pixel, y])}H${round(end)}` : "";
  return svgElement("path", {
    class: "arrow",
    d: `M${point([start, y])}H${round(stop)}${rest}${head([end, y], to.pixel)}`
  });
}

function rising(from: VolumeBox, to: VolumeBox): SVGElement {
  const {pixel} = to;
  const [x, y] = [endOf(from) + 12 * pixel, middleOf(to)];
  const d = `M${point([x - 8 * pixel, middleOf(from)])}h${round(8 * pixel)}V${round(y)}H${round(to.x - 4 * pixel)}`;
  return svgElement("path", {
    class: "arrow shortcut projection",
    d: `${d}${head([to.x - 4 * pixel, y], pixel)}`
  });
}

/** From a block's input over the residual function to its sum; from a projection, down. */
function shortcutArc(from: VolumeBox, to: VolumeBox): SVGElement {
  const {pixel} = to;
  const [x, y] = signOf(to);
  const end = y - 9 * pixel;
  const changes = from.place.onShortcut;
  const start: Point = [endOf(from) + (changes ? 4 : 12) * pixel, middleOf(from)];
  const over = changes ? start[1] : Math.min(topOf(from), topOf(to)) - 20 * pixel;
  const up = changes
    ? `M${point(start)}`
    : `M${point([start[0] - 8 * pixel, start[1]])}h${round(8 * pixel)}V${round(over)}`;
  const d = `${up}H${round(x)}V${round(end)}${downHead([x, end], pixel)}`;
  return svgElement("path", {class: `arrow shortcut${changes ? " projection" : ""}`, d});
}

function skippedMark(box: VolumeBox): SVGElement[] {
  const {x, pixel, skipped} = box;
  const text = {
    class: "skipped",
    x: round(x - 46 * pixel),
    y: round(middleOf(box) + 4 * pixel),
    "font-size": round(12 * pixel)
  };
  return [svgElement("text", text, `… ${skipped} more …`)];
}

function head([x, y]: Point, pixel: number): string {
  return `M${point([x - 5 * pixel, y - 3 * pixel])}L${point([x, y])}l${point([-5 * pixel, 3 * pixel])}`;
}

function downHead([x, y]: Point, pixel: number): string {
  return `M${point([x - 3 * pixel, y - 5 * pixel])}L${point([x, y])}l${point([3 * pixel, -5 * pixel])}`;
}

function point([x, y]: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
