import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {svgElement} from "./svgElement.js";
import {towerLayers} from "./towerLayers.js";

/** Options of tower. Lengths are in pixels. */
export interface TowerOptions {
  /** Of the slabs and the arcs. Defaults to that of the text around. */
  color?: string;
  /** From one slab to the next. Defaults to 4; a whole number is sharp. */
  pitch?: number;
  /** A slab's width for each pixel of its output's side, under the square root. Defaults to 10. */
  widthUnit?: number;
  /** What a screen reader calls it. Defaults to nothing: then it is decoration. */
  label?: string;
}

/**
 * Returns a *network* as a tower: a slab for each weighted layer on its main path, from the input at the foot upwards, as
 * wide as the square root of its output's side, so that its area falls as the network halves its images; and an arc for
 * each shortcut, around the layers whose input it adds to their output.
 *
 * Of a block with a shortcut the slabs are F, the arc is x, and the dot where both meet is H; of one without, the slabs are
 * H themselves (`data-symbol`).
 */
export function tower(
  network: Expression,
  input: Volume,
  {color = "currentColor", pitch = 4, widthUnit = 10, label}: TowerOptions = {}
): SVGSVGElement {
  const {layers, blocks} = towerLayers(network, input);
  const widths = layers.map(({output: [side]}) => widthUnit * Math.sqrt(side));
  const reach = 1.9 * pitch; // how far arcs go out
  const gap = Math.max(1, Math.round(pitch / 4));
  const half = Math.max(...widths) / 2;
  const [middle, height] = [half + 1, layers.length * pitch + 2];
  const topOf = (layer: number) => height - 1 - (layer + 1) * pitch;

  const slab = (i: number) =>
    svgElement("rect", {
      ...{x: middle - widths[i] / 2, y: topOf(i), width: widths[i], height: pitch - gap},
      ...{rx: Math.min(1, pitch / 4), fill: color}
    });
  const inBlock = new Set(blocks.flatMap(({first, last}) => range(first, last)));
  const others = layers.flatMap((_, i) => (inBlock.has(i) ? [] : [slab(i)]));
  const drawn = blocks.flatMap(({first, last, shortcut}) => {
    const slabs = svgElement("g", {"data-symbol": shortcut ? "F" : "H"}, ...range(first, last).map(slab));
    if (!shortcut) return [slabs];
    const right = middle + Math.max(widths[first], widths[last]) / 2 + 1.5;
    const [from, to] = [topOf(first - 1) - gap / 2, topOf(last)];
    const arc = svgElement("path", {
      ...{
        "data-symbol": "x",
        class: "arc",
        fill: "none",
        stroke: color,
        "stroke-width": Math.min(3, 0.3 * pitch)
      },
      d: `M${right},${from}C${right + reach},${from} ${right + reach},${to} ${right},${to}`
    });
    const join = svgElement("circle", {
      ...{"data-symbol": "H", cx: right, cy: to, r: Math.min(5, 0.36 * pitch), fill: color}
    });
    return [slabs, arc, join];
  });
  const width = 2 * middle + (blocks.some(({shortcut}) => shortcut) ? reach + 2 : 0);
  const size = {width, height, viewBox: `0 0 ${width} ${height}`};
  const spoken = label === undefined ? {"aria-hidden": "true"} : {role: "img", "aria-label": label};
  return svgElement("svg", {class: "tower", ...size, ...spoken}, ...others, ...drawn);
}

function range(first: number, last: number): number[] {
  return Array.from({length: last - first + 1}, (_, i) => first + i);
}
