import {svgElement} from "../../diagrams/svgElement.js";
import {type MlpConv, networkAt, type ValueMap} from "./mlpConv.js";

/** Where the small network stands. */
export interface NetworkPlace {
  readonly row: number;
  readonly column: number;
}

const cell = 13;
const [width, height] = [324, 190];
/** Middles of the network's layers, from left to right. */
const columns = [150, 215, 268, 312];

/**
 * Returns an MLPconv as a small network at a *place*: the image with its window, the window's values, and the values of each
 * layer, joined by their weights. Filled dots are values, as large as they are; a line is as strong as its weight.
 */
export function drawSlidingNetwork(model: MlpConv, {row, column}: NetworkPlace): SVGSVGElement {
  const stages = networkAt(model, row, column);
  const [{leaf}] = model.layers;
  const [top] = [(height - model.image.shape[0] * cell) / 2];
  const frame = {
    x: column * cell,
    y: top + row * cell,
    width: leaf.kernel * cell,
    height: leaf.kernel * cell
  };
  const label = `The network at row ${row + 1}, column ${column + 1}: ${stages.map(({length}) => length).join(" → ")} values`;
  return svgElement(
    "svg",
    {
      class: "mlp",
      width,
      height,
      viewBox: `-1 -8 ${width + 2} ${height + 16}`,
      role: "img",
      "aria-label": label
    },
    svgElement("g", {transform: `translate(0,${top})`}, ...cells(model.image, 0)),
    svgElement("rect", {class: "window", ...frame}),
    ...model.layers.flatMap(({weights}, i) => wires(weights, stages[i].length, stages[i + 1].length, i)),
    ...stages.flatMap((values, i) => dots(values, i))
  );
}

/** Returns one channel of a map as squares, the fuller the larger, and a frame around a *place*. */
export function drawChannel(
  map: ValueMap,
  channel: number,
  {place: {row, column}, label}: {place: NetworkPlace; label: string}
): SVGSVGElement {
  const [rows, across] = map.shape;
  const size = {width: across * cell, height: rows * cell};
  return svgElement(
    "svg",
    {class: "mlp", ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: "img", "aria-label": label},
    ...cells(map, channel),
    svgElement("rect", {class: "window", x: column * cell, y: row * cell, width: cell - 1, height: cell - 1})
  );
}

function cells({shape, values}: ValueMap, channel: number): SVGElement[] {
  const [rows, across, channels] = shape;
  const own = values.filter((_, i) => i % channels === channel);
  const most = own.reduce((a, b) => Math.max(a, b), 1e-6);
  return Array.from({length: rows * across}, (_, i) => {
    const share = Math.max(0, values[i * channels + channel]) / most;
    const place = {x: (i % across) * cell, y: Math.floor(i / across) * cell};
    return svgElement("rect", {
      ...{class: "cell", ...place, width: cell - 1, height: cell - 1},
      "fill-opacity": share.toFixed(2)
    });
  });
}

function heightsOf(count: number): number[] {
  return Array.from({length: count}, (_, i) => ((i + 0.5) * height) / count);
}

function wires(weights: Float32Array, inputs: number, outputs: number, layer: number): SVGElement[] {
  const most = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const [from, to] = [heightsOf(inputs), heightsOf(outputs)];
  return to.flatMap((y, output) =>
    from.map((start, input) => {
      const weight = Math.abs(weights[output * inputs + input]) / most;
      const d = `M${columns[layer]},${start.toFixed(1)}L${columns[layer + 1]},${y.toFixed(1)}`;
      const kind = layer === 0 ? "wire three" : "wire one";
      return svgElement("path", {class: kind, d, "stroke-opacity": (0.08 + 0.9 * weight).toFixed(2)});
    })
  );
}

function dots(values: Float32Array, layer: number): SVGElement[] {
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-6);
  return heightsOf(values.length).flatMap((y, i) => {
    const at = {cx: columns[layer], cy: Number(y.toFixed(1))};
    return [
      svgElement("circle", {class: "neuron", ...at, r: 7}),
      svgElement("circle", {class: "value", ...at, r: (6 * Math.sqrt(Math.abs(values[i]) / most)).toFixed(1)})
    ];
  });
}
