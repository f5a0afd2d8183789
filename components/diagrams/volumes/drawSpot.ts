import {windowAt} from "../../network/windowAt.js";
import {svgElement} from "../svgElement.js";
import {mapPoint, type Point, type VolumeBox, type VolumeLayout} from "./volumeLayout.js";

/** A position of a place's map that is looked at. */
export interface Spot {
  readonly place: number;
  readonly row: number;
  readonly column: number;
}

/** Returns marks of a spot, of the windows that it is made from in the volumes before, and the lines between. */
export function drawSpot(layout: VolumeLayout, {place, row, column}: Spot): SVGElement[] {
  const box = layout.boxOf(place);
  if (!box) return [];
  const style = `--pixel: ${box.pixel.toFixed(3)}`;
  const own = corners(box, row, column, 1, 1);
  const inputs = box.place.inputs.map((input) => layout.boxOf(input)).filter((input) => input !== undefined);
  const marks = inputs.flatMap((input) => {
    const window = windowAt(box.place.leaves[0]?.leaf, input.place.volume, {row, column});
    const {row: first, column: start, rows, columns} = window;
    const [top, left] = [Math.max(0, first), Math.max(0, start)];
    const bottom = Math.min(input.place.volume[0], first + rows);
    const right = Math.min(input.place.volume[1], start + columns);
    const seen = corners(input, top, left, bottom - top, right - left);
    const cone = seen.map((corner, i) => `M${point(corner)}L${point(own[i])}`).join("");
    return [
      svgElement("path", {class: "cone", style, d: cone}),
      svgElement("path", {class: "window", style, d: outline(seen)})
    ];
  });
  return [...marks, svgElement("path", {class: "window own", style, d: outline(own)})];
}

function corners(box: VolumeBox, row: number, column: number, rows: number, columns: number): Point[] {
  return [
    mapPoint(box, row, column),
    mapPoint(box, row, column + columns),
    mapPoint(box, row + rows, column + columns),
    mapPoint(box, row + rows, column)
  ];
}

function outline(points: readonly Point[]): string {
  return `M${points.map(point).join("L")}Z`;
}

function point([x, y]: Point): string {
  return `${x.toFixed(2)},${y.toFixed(2)}`;
}
