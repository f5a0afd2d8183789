import {svg} from "htl";
import {heightColor} from "./heightColor.js";
import {finiteRange, type Height, type Landscape} from "./landscape.js";
import {heightText, landscapeSentence} from "./landscapeText.js";

/** From where a surface is looked at, in degrees. */
export interface SurfaceView {
  /** Round the vertical. */
  turn: number;
  /** From the side, 0, to straight from above, 90. */
  tilt: number;
}

/** Options of landscapeSurface. */
export interface LandscapeSurfaceOptions {
  /** In pixels. Defaults to 300. */
  width?: number;
  /** What is drawn. Defaults to "loss". */
  height?: Height;
  view: SurfaceView;
}

/** A point of space, the square from −1 to 1, and heights from 0 to 1. */
type Point = readonly [x: number, y: number, z: number];
type Project = (point: Point) => readonly [x: number, y: number];

/** How high the highest point is, beside half a side. */
const relief = 0.75;
/** Numbers at the edge have this room, in pixels. */
const edge = 34;

/**
 * Returns a landscape as a surface, in parallel projection: all sides are as long as they are, near or far. What is near is
 * drawn over what is behind it. Colours are those of the map.
 */
export function landscapeSurface(
  net: string,
  landscape: Landscape,
  {width = 300, height = "loss", view}: LandscapeSurfaceOptions
): SVGSVGElement {
  const tall = Math.round(0.8 * width);
  const project = projection(view, [width, tall]);
  const label = landscapeSentence(net, landscape, height);
  return svg`<svg class="surface" role="img" aria-label=${label} viewBox=${`0 0 ${width} ${tall}`} width=${width} height=${tall}
    font-size="11" fill="currentColor">
    <g aria-hidden="true">
      <path class="floor" d=${outline(floor.map(project))}></path>
      ${faces(net, landscape, {height, view, project})}
      ${numbers(landscape, {height, project})}
    </g>
  </svg>` as SVGSVGElement;
}

/** The parallel projection of a view into a drawing of a size; the square has the same scale in every view. */
export function projection({turn, tilt}: SurfaceView, [width, height]: readonly [number, number]): Project {
  const [sin, cos] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
  const [up, down] = [Math.cos(radians(tilt)), Math.sin(radians(tilt))];
  const scale = (width / 2 - edge) / Math.SQRT2;
  return ([x, y, z]) => {
    const [right, away] = [cos * x - sin * y, sin * x + cos * y];
    return [width / 2 + scale * right, height / 2 + scale * (relief / 2) * up - scale * (down * away + relief * z * up)]; // prettier-ignore
  };
}

/** How far from the eye a point of the floor is. */
export function depthOf({turn}: SurfaceView, [x, y]: readonly [number, number]): number {
  return Math.sin(radians(turn)) * x + Math.cos(radians(turn)) * y;
}

/** One face for each four neighbours, the farthest first. */
function faces(
  net: string,
  {columns, rows, ...landscape}: Landscape,
  {height, view, project}: {height: Height; view: SurfaceView; project: Project}
): SVGElement[] {
  const [lowest, highest] = finiteRange(landscape[height]);
  const share = (column: number, row: number) => {
    const value = landscape[height][row * columns + column];
    return highest > lowest ? (Number.isFinite(value) ? (value - lowest) / (highest - lowest) : 1) : 0;
  };
  const point = (column: number, row: number): Point => [
    (2 * column) / (columns - 1) - 1,
    (2 * row) / (rows - 1) - 1,
    share(column, row)
  ];
  const all = Array.from({length: (columns - 1) * (rows - 1)}, (_, i) => {
    const [column, row] = [i % (columns - 1), Math.floor(i / (columns - 1))];
    const corners = [point(column, row), point(column + 1, row), point(column + 1, row + 1), point(column, row + 1)]; // prettier-ignore
    const middle = [(corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2] as const;
    const level = corners.reduce((sum, [, , z]) => sum + z / 4, 0);
    return {corners, level, depth: depthOf(view, middle)};
  });
  return all
    .sort((one, other) => other.depth - one.depth)
    .map(
      ({corners, level}) =>
        svg`<path d=${outline(corners.map(project))} fill=${heightColor(net, level)}></path>` as SVGElement
    );
}

/** Lowest and highest at the leftmost edge, and how far the floor goes at its nearest corner. */
function numbers(landscape: Landscape, {height, project}: {height: Height; project: Project}): SVGElement {
  const [lowest, highest] = finiteRange(landscape[height]);
  const corners = floor.map((corner) => ({corner, at: project(corner)}));
  const left = corners.reduce((best, other) => (other.at[0] < best.at[0] ? other : best));
  const near = corners.reduce((best, other) => (other.at[1] > best.at[1] ? other : best));
  const top = project([left.corner[0], left.corner[1], 1]);
  return svg`<g class="numbers">
    <path d=${outline([left.at, top])}></path>
    <text x=${left.at[0] - 4} y=${left.at[1]} text-anchor="end">${heightText(lowest, height)}</text>
    <text x=${top[0] - 4} y=${top[1] + 4} text-anchor="end">${heightText(highest, height)}</text>
    <text x=${near.at[0]} y=${near.at[1] + 13} text-anchor="middle">±${landscape.range}</text>
  </g>` as SVGElement;
}

const floor: readonly Point[] = [[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]; // prettier-ignore

function outline(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
