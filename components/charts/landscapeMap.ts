import * as Plot from "@observablehq/plot";
import {contours} from "d3-contour";
import {svg} from "htl";
import {gridShare} from "../protocol/landscapeGrid.js";
import {heightColor} from "./heightColor.js";
import {coordinate, finiteRange, type Height, type Landscape, localMinima} from "./landscape.js";
import {landscapeSentence, pathSentence} from "./landscapeText.js";
import {plotChart} from "./plotChart.js";

/** Options of landscapeMap. */
export interface LandscapeMapOptions {
  /** Its size, in pixels. Defaults to 300. */
  width?: number;
  /** What is drawn. Defaults to "loss". */
  height?: Height;
  /** A way through the plane, in shares of the range, from its start. Defaults to none. */
  path?: readonly (readonly [x: number, y: number])[];
  /** What the axes are. Defaults to their numbers alone; with a path, there are none. */
  axes?: readonly [x: string, y: string];
}

/** Levels of a map. */
const levels = 12;

/**
 * Returns a landscape as a contour map, on a scale of its own: the lower, the stronger the colour. A cross marks the
 * middle, small rings the pits.
 */
export function landscapeMap(
  net: string,
  landscape: Landscape,
  {width = 300, height = "loss", path, axes}: LandscapeMapOptions = {}
): SVGSVGElement | HTMLElement {
  const {columns, rows, range} = landscape;
  const [lowest, highest] = finiteRange(landscape[height]);
  const isKnown = Number.isFinite(lowest);
  const values = landscape[height].map((value) => (Number.isFinite(value) ? value : highest));
  const ticks = path ? [] : [-range, 0, range];
  const pits = path ? [] : localMinima(landscape, height);
  return plotChart({
    ...{width, height: width, marginLeft: 44, marginRight: 10, marginTop: 8, marginBottom: axes ? 38 : 24},
    style: {fontSize: "11px", background: "none"},
    ariaLabel: path ? pathSentence(net, landscape, height) : landscapeSentence(net, landscape, height),
    x: {domain: [-range, range], ticks, label: axes?.[0] ?? null, labelAnchor: "center"},
    y: {domain: [-range, range], ticks, label: axes?.[1] ?? null},
    marks: [
      isKnown ? levelMark(net, {...landscape, [height]: values}, height) : null,
      Plot.frame({strokeOpacity: 0.4}),
      Plot.dot(pits, {
        x: ({column}: {column: number}) => coordinate(landscape, column, columns),
        y: ({row}: {row: number}) => coordinate(landscape, row, rows),
        ...{r: 2.2, fill: "var(--theme-background)", stroke: "var(--theme-foreground)", strokeWidth: 1}
      }),
      ...(path ? pathMarks(path, range) : [middle()])
    ]
  });
}

/** Returns the levels as a mark: Plot's own would bring its rasters and projections with it. */
function levelMark(
  net: string,
  {columns, rows, range, ...landscape}: Landscape,
  height: Height
): Plot.RenderFunction {
  const [lowest, highest] = finiteRange(landscape[height]);
  const levelsOf = contours().size([columns, rows]).thresholds(thresholds(lowest, highest));
  const inside = (i: number, count: number) => range * Math.max(-1, Math.min(1, gridShare(i - 0.5, count))); // values stand in the middle of their cells
  return (_, {x, y}) => {
    const ring = (points: number[][]) =>
      `M${points.map(([column, row]) => `${x!(inside(column, columns)).toFixed(1)},${y!(inside(row, rows)).toFixed(1)}`).join("L")}Z`;
    const paths = levelsOf([...landscape[height]]).map(({coordinates, value}) => {
      const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
      return svg`<path d=${coordinates.flat().map(ring).join("")} fill=${heightColor(net, share)}></path>`;
    });
    return svg`<g aria-label="contour" stroke="var(--theme-foreground)" stroke-opacity="0.25" stroke-width="0.75">${paths}</g>` as SVGGElement;
  };
}

/** Lower ends of the levels; the first is the lowest point, so that all of the map is filled. */
function thresholds(lowest: number, highest: number): number[] {
  return Array.from({length: levels}, (_, i) => lowest + ((highest - lowest) * i) / levels);
}

function middle() {
  return Plot.dot([[0, 0]], {
    ...{symbol: "times", r: 4, stroke: "var(--theme-foreground)", strokeWidth: 1.75}
  });
}

function pathMarks(path: readonly (readonly [number, number])[], range: number) {
  const points = path.map(([x, y]) => [x * range, y * range]);
  return [
    Plot.line(points, {stroke: "var(--theme-background-a)", strokeWidth: 4}),
    Plot.line(points, {stroke: "var(--theme-foreground)", strokeWidth: 1.5}),
    Plot.dot(points.slice(1, -1), {fill: "var(--theme-foreground)", r: 1.6}),
    Plot.dot(points.slice(0, 1), {
      ...{r: 4, fill: "var(--theme-background)", stroke: "var(--theme-foreground)", strokeWidth: 1.5}
    }),
    Plot.dot(points.slice(-1), {r: 4, fill: "var(--theme-foreground)"})
  ];
}
