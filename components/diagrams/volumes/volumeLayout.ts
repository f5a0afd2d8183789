import type {ShownPlace} from "../../network/shownPlaces.js";
import type {WalkPlace} from "../../network/volumeWalk.js";

/** A point, in units of a position of a map: the image is as high as it has pixels. */
export type Point = readonly [x: number, y: number];

/** A volume at its place in a drawing. */
export interface VolumeBox {
  readonly place: WalkPlace;
  /** The upper left corner of the front. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** How thick it is: its channels. */
  readonly depth: number;
  /** From the front to the back: its width, slantwise. */
  readonly back: Point;
  /** How large a pixel of a screen is where a camera looks at it, in units. Lines and texts are so many times their size. */
  readonly pixel: number;
  /** Blocks that are left out before it. */
  readonly skipped: number;
}

/** Where everything of a walk lies. */
export interface VolumeLayout {
  /** Boxes in the order of the walk. */
  readonly boxes: readonly VolumeBox[];
  readonly width: number;
  /** Where the middle of the main path is, and how high all is. */
  readonly middle: number;
  readonly height: number;
  /** Returns the box of a place, by the place's number; undefined if it is not drawn. */
  boxOf(place: number): VolumeBox | undefined;
}

/** So many channels are as thick as a position is wide. */
export const channelsAUnit = 4;

/** A step along a map's width goes so far right, and up. */
const [right, up] = [0.62, 0.36];

/** The room that a camera has, in pixels, of which most is filled by a volume and the one that it is made from. */
const [roomWide, roomHigh] = [760, 208];
const [leastMagnified, mostMagnified] = [0.62, 6];

/** Returns where the places of a walk are drawn: side by side along the main path, what is on a shortcut above it. */
export function volumeLayout(shown: readonly ShownPlace[]): VolumeLayout {
  const boxes = placedBoxes(shown);
  const first = boxes[0];
  const margin = 30 * first.pixel;
  const middle = Math.max(...boxes.map((box) => -topOf(box))) + 60 * first.pixel;
  const lowest = Math.max(...boxes.map(({y, height, pixel}) => y + height + 44 * pixel));
  const placed = boxes.map((box) => ({...box, x: box.x + margin, y: box.y + middle}));
  const byPlace = new Map(placed.map((box) => [box.place.index, box]));
  const right = Math.max(...placed.map((box) => endOf(box) + 90 * box.pixel));
  return {
    boxes: placed,
    width: right,
    middle,
    height: middle + lowest,
    boxOf: (place) => byPlace.get(place)
  };
}

/** The boxes, the main path's middle at height 0. A shortcut's are above the first of the residual function beside it. */
function placedBoxes(shown: readonly ShownPlace[]): VolumeBox[] {
  const boxes: VolumeBox[] = [];
  const lastOf = (onShortcut: boolean) => boxes.findLast((box) => box.place.onShortcut === onShortcut);
  for (const {place, skipped} of shown) {
    const size = sizeOf(place);
    const inputs = boxes.filter((box) => place.inputs.includes(box.place.index));
    const pixel = pixelOf(size, inputs[0]);
    const beside = place.onShortcut && boxes.find((box) => box.place.inputs[0] === place.inputs[0]);
    const before = lastOf(place.onShortcut);
    const x = beside
      ? beside.x
      : before
        ? endOf(before) + gapBefore(place, {skipped, pixel: Math.max(pixel, before.pixel)})
        : 0;
    const y = -size.height / 2 - size.back[1] / 2 - (place.onShortcut ? laneAbove(size, pixel) : 0);
    boxes.push({place, x, y, ...size, pixel, skipped});
  }
  return boxes;
}

/** Returns where a box ends, to the right. */
export function endOf({x, depth, back}: VolumeBox): number {
  return x + depth + back[0];
}

/** Returns the corner of a box's right side, the map that leaves it, that is at a *row* and a *column*. */
export function mapPoint({place, x, y, height, depth, back}: VolumeBox, row: number, column: number): Point {
  const [rows, columns] = place.volume;
  return [x + depth + (back[0] * column) / columns, y + (height * row) / rows + (back[1] * column) / columns];
}

/** Returns the position of a box's map that is at a point; undefined beside it. */
export function positionIn(
  {place, x, y, height, depth, back}: VolumeBox,
  [px, py]: Point
): {row: number; column: number} | undefined {
  const [rows, columns] = place.volume;
  const across = (px - x - depth) / back[0];
  const down = (py - y - back[1] * across) / height;
  if (!(across >= 0 && across < 1 && down >= 0 && down < 1)) return undefined;
  return {row: Math.floor(down * rows), column: Math.floor(across * columns)};
}

/** Returns the highest point of a box. */
export function topOf({y, back}: VolumeBox): number {
  return y + back[1];
}

function sizeOf({
  volume: [height, width, channels]
}: WalkPlace): Pick<VolumeBox, "height" | "depth" | "back"> {
  return {
    height,
    depth: Math.max(channels / channelsAUnit, 0.02 * height),
    back: [right * width, -up * width]
  };
}

type Size = ReturnType<typeof sizeOf>;

/** A pixel where the camera shows a box and, as far as there is room, the one that it is made from. */
function pixelOf(size: Size, input?: VolumeBox): number {
  const high = Math.max(...[size, ...(input ? [input] : [])].map(({height, back}) => height - back[1]));
  const wide =
    size.depth + size.back[0] + (input ? Math.min(input.depth, 2 * size.depth) + input.back[0] : 0);
  const magnified = Math.min(roomHigh / high, (0.75 * roomWide) / wide, mostMagnified);
  return 1 / Math.max(leastMagnified, magnified);
}

/** Room for an arrow, for a sum its sign, and for words where blocks are left out. */
function gapBefore({kind}: WalkPlace, {skipped, pixel}: {skipped: number; pixel: number}): number {
  return (34 + (kind === "sum" ? 26 : 0) + (skipped > 0 ? 60 : 0)) * pixel;
}

function laneAbove({height, back}: Size, pixel: number): number {
  return 1.15 * (height - back[1]) + 56 * pixel;
}
