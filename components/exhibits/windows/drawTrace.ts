import {svgElement} from "../../diagrams/svgElement.js";
import {type MapSpan, reachingSpans, stackLayerText, type WindowStack} from "./windowStack.js";

/** A position of a map. */
export interface MapPosition {
  readonly row: number;
  readonly column: number;
}

/** Where maps lie, in pixels: seen from the side, one above the other. */
export interface TraceLayout {
  readonly width: number;
  readonly height: number;
  /** Returns where the corner of a *row* and a *column* of a map is; map 0 is the image. */
  place(map: number, row: number, column: number): readonly [x: number, y: number];
  /** Returns the position of the top map that is nearest to a point. */
  positionAt(x: number, y: number): MapPosition;
}

/** How far a row moves a map's points right and down, in columns. */
const [shear, squash] = [0.55, 0.42];
const between = 34;
const top = 14;
const largestPixel = 15;

/** Returns where the maps of a *stack* lie in a drawing of a *width*. */
export function traceLayout({sides}: WindowStack, width: number): TraceLayout {
  const most = sides[0];
  const pixel = Math.min(largestPixel, (width - 8) / (most * (1 + shear)));
  const last = sides.length - 1;
  const heightOf = (map: number) => Math.max(18, sides[map] * pixel * squash);
  const tops = sides.map((_, map) => {
    let y = top;
    for (let above = last; above > map; above--) y += heightOf(above) + between;
    return y;
  });
  const leftOf = (map: number) => width / 2 - (sides[map] * pixel * (1 + shear)) / 2;
  const atTop = (y: number) => (y - tops[last]) / (pixel * squash);
  const inside = (value: number) => Math.max(0, Math.min(sides[last] - 1, Math.floor(value)));
  return {
    width,
    height: tops[0] + heightOf(0) + 20,
    place: (map, row, column) => [
      leftOf(map) + (column + row * shear) * pixel,
      tops[map] + row * pixel * squash
    ],
    positionAt(x, y) {
      const row = inside(atTop(y));
      return {row, column: inside((x - leftOf(last)) / pixel - (row + 0.5) * shear)};
    }
  };
}

/** Returns the maps of a *stack*, and what of each reaches a position of the top one. */
export function drawTrace(
  stack: WindowStack,
  layout: TraceLayout,
  {row, column}: MapPosition
): SVGSVGElement {
  const [rows, columns] = [reachingSpans(stack, row), reachingSpans(stack, column)];
  const {width, height} = layout;
  const maps = stack.sides.map((_, map) => drawMap(stack, map, layout, [rows[map], columns[map]]));
  const cones = stack.layers.map((_, map) =>
    cone(layout, map, [rows[map], columns[map]], [rows[map + 1], columns[map + 1]])
  );
  const label = `A position of the top map sees ${columns[0].size}×${rows[0].size} pixels of the image: rows ${spanText(rows[0])}, columns ${spanText(columns[0])}`;
  return svgElement(
    "svg",
    {class: "trace", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label},
    ...maps.flatMap((map, i) => (i < cones.length ? [map, cones[i]] : [map]))
  );
}

function spanText({first, size}: MapSpan): string {
  return size === 1 ? String(first + 1) : `${first + 1} to ${first + size}`;
}

type Area = readonly [rows: MapSpan, columns: MapSpan];

function drawMap(stack: WindowStack, map: number, layout: TraceLayout, lit: Area): SVGElement {
  const side = stack.sides[map];
  const all: MapSpan = {first: 0, size: side};
  const isTop = map === stack.sides.length - 1;
  const lines = Array.from({length: side + 1}, (_, i) => {
    const [a, b, c, d] = [
      ...[layout.place(map, i, 0), layout.place(map, i, side)],
      ...[layout.place(map, 0, i), layout.place(map, side, i)]
    ];
    return `M${point(a)}L${point(b)}M${point(c)}L${point(d)}`;
  });
  const name = map === 0 ? "image" : `after ${stackLayerText(stack.layers[map - 1])}`;
  const [, foot] = layout.place(map, side, 0);
  return svgElement(
    "g",
    {class: isTop ? "map top-map" : "map"},
    svgElement("path", {class: "ground", d: outline(layout, map, [all, all])}),
    svgElement("path", {class: "grid", d: lines.join("")}),
    svgElement("path", {class: "lit", d: outline(layout, map, lit)}),
    svgElement("text", {x: 0, y: round(foot + 13)}, `${name}: ${side}×${side}`),
    svgElement("text", {class: "seen", x: layout.width, y: round(foot + 13)}, `${lit[1].size}×${lit[0].size}`)
  );
}

/** The edges from an area to what of the map below it is made of. */
function cone(layout: TraceLayout, map: number, below: Area, above: Area): SVGElement {
  const [from, to] = [corners(layout, map, below), corners(layout, map + 1, above)];
  return svgElement("path", {
    class: "cone",
    d: from.map((corner, i) => `M${point(corner)}L${point(to[i])}`).join("")
  });
}

function corners(layout: TraceLayout, map: number, [rows, columns]: Area) {
  const [r0, r1, c0, c1] = [rows.first, rows.first + rows.size, columns.first, columns.first + columns.size];
  return [
    ...[layout.place(map, r0, c0), layout.place(map, r0, c1)],
    ...[layout.place(map, r1, c1), layout.place(map, r1, c0)]
  ];
}

function outline(layout: TraceLayout, map: number, area: Area): string {
  return `M${corners(layout, map, area).map(point).join("L")}Z`;
}

function point([x, y]: readonly [number, number]): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
