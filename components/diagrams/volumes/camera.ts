import {endOf, topOf, type VolumeBox, type VolumeLayout} from "./volumeLayout.js";

/** Where a camera is: what of the drawing is in the middle of its view, and how much that is magnified. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly magnified: number;
}

/** The width for which the boxes' texts are made, in pixels. */
const usualWidth = 760;

/** Returns where the camera is *at* a place of the drawing, by its number among the boxes; between two, on the way. */
export function cameraAt(layout: VolumeLayout, at: number, view: {width: number; height: number}): Camera {
  const last = layout.boxes.length - 1;
  const [before, after] = [Math.floor(at), Math.ceil(at)].map((i) =>
    stop(layout, Math.max(0, Math.min(last, i)), view)
  );
  const way = at - Math.floor(at);
  const between = (a: number, b: number) => a + (b - a) * way;
  return {
    x: between(before.x, after.x),
    y: between(before.y, after.y),
    magnified: before.magnified * (after.magnified / before.magnified) ** way
  };
}

/** Returns the transform of a drawing, whose origin is its upper left corner, that puts what a *camera* sees into the middle. */
export function cameraTransform(
  {x, y, magnified}: Camera,
  {width, height}: {width: number; height: number}
): string {
  const [right, down] = [width / 2 - magnified * x, height / 2 - magnified * y];
  return `translate(${right.toFixed(2)}px, ${down.toFixed(2)}px) scale(${magnified.toFixed(4)})`;
}

/** Returns the point of the drawing that is at a point of the view, in pixels. */
export function drawingPoint(
  {x, y, magnified}: Camera,
  {width, height}: {width: number; height: number},
  [px, py]: readonly [number, number]
): readonly [number, number] {
  return [x + (px - width / 2) / magnified, y + (py - height / 2) / magnified];
}

/** At a box, it and what it is made from are in view; where that is too wide, its end. At the first, all that follows. */
function stop(layout: VolumeLayout, i: number, {width, height}: {width: number; height: number}): Camera {
  const box = layout.boxes[i];
  const input = layout.boxOf(box.place.inputs[0] ?? -1);
  const {top, bottom} = heights(layout, box, input);
  const usual =
    Math.min(width / usualWidth, 1.25) /
    (input ? box : layout.boxes[Math.min(1, layout.boxes.length - 1)]).pixel;
  const magnified = Math.min(usual, (0.94 * height) / (bottom - top));
  const left = Math.min(box.x, input?.x ?? Infinity);
  const right = endOf(box);
  const room = (0.9 * width) / magnified;
  const x = !input ? left + 0.5 * room : right - left > room ? right - room / 2 : (left + right) / 2;
  return {x, y: (top + bottom) / 2, magnified};
}

/** What is to be seen at a box: with its shortcut and its words, and of one on a shortcut also what is below. */
function heights({middle}: VolumeLayout, box: VolumeBox, input?: VolumeBox): {top: number; bottom: number} {
  const bottom =
    (input && box.place.onShortcut ? middle + input.height / 2 : box.y + box.height) + 38 * box.pixel;
  return {top: topOf(box) - 28 * box.pixel, bottom};
}
