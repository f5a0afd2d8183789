import {type Conv, conv} from "../../../components/network/leaf.js";
import {leafShape} from "../../../components/network/shapes.js";
import type {Geometry} from "../../../components/plan/operations/convolution/geometry.js";
import {below, createRandom} from "../../../components/random/random.js";

/** A geometry without what follows from the rest. */
type Shape = Omit<Geometry, "outHeight" | "outWidth">;

type Input = [batch: number, height: number, width: number, channels: number];

const chosen: [input: Input, filters: number, kernel: number, options?: Partial<Shape>][] = [
  [[2, 8, 8, 3], 16, 3],
  [[1, 16, 16, 16], 16, 3],
  [[2, 9, 7, 8], 12, 3, {stride: 2}],
  [[3, 8, 8, 8], 16, 3, {stride: 2}],
  [[1, 7, 9, 4], 8, 1, {stride: 2}],
  [[1, 6, 5, 5], 3, 3, {padding: 0}],
  [[2, 7, 7, 1], 1, 3],
  [[1, 10, 11, 2], 8, 5],
  [[2, 9, 9, 3], 12, 5, {stride: 2, padding: 1}],
  [[2, 13, 11, 3], 6, 7, {stride: 2}],
  [[1, 9, 15, 2], 8, 11, {stride: 4, padding: 2}],
  [[1, 15, 14, 4], 4, 6, {dilation: 2, groups: 2, padding: 3}],
  [[1, 11, 10, 4], 5, 3, {stride: 3}],
  [[1, 4, 5, 6], 10, 1],
  [[2, 3, 3, 4], 4, 3, {padding: 2}],
  [[1, 9, 8, 4], 8, 3, {dilation: 2}],
  [[2, 11, 9, 8], 4, 3, {dilation: 2, stride: 2}],
  [[1, 8, 9, 3], 3, 3, {dilation: 2, padding: 0}],
  [[2, 6, 6, 8], 8, 3, {groups: 8}],
  [[1, 7, 5, 4], 8, 3, {groups: 2}],
  [[2, 5, 6, 16], 16, 3, {groups: 8, stride: 2}],
  [[1, 7, 7, 9], 12, 3, {groups: 3, stride: 2}],
  [[1, 6, 4, 32], 32, 3, {groups: 4}],
  [[1, 6, 7, 6], 9, 1, {groups: 3}],
  [[1, 9, 9, 8], 12, 3, {groups: 4, dilation: 2}],
  [[3, 9, 8, 32], 32, 3],
  [[1, 12, 13, 36], 40, 3, {padding: 0}],
  [[2, 10, 7, 32], 48, 3, {padding: 2}],
  [[64, 1, 1, 16], 10, 1],
  [[1, 1, 1, 8], 3, 1],
  [[5, 1, 1, 3], 4, 3]
];

/** Geometries chosen for what is special about them, and some by lot. */
export const geometries: readonly Geometry[] = [
  ...chosen.map(([[batch, height, width, channels], filters, kernel, options = {}]) => {
    const {
      stride = 1,
      dilation = 1,
      groups = 1,
      padding = Math.floor((dilation * (kernel - 1)) / 2)
    } = options;
    return whole({batch, height, width, channels, filters, kernel, stride, padding, dilation, groups});
  }),
  ...byLot(5)
];

/** Returns the convolution of a geometry. */
export function leafOf({filters, kernel, stride, padding, dilation, groups}: Geometry): Conv {
  return conv(filters, kernel, {stride, padding, dilation, groups});
}

function whole(shape: Shape): Geometry {
  const {height, width, channels} = shape;
  const [outHeight, outWidth] = leafShape(leafOf(shape as Geometry), [height, width, channels]);
  return {...shape, outHeight, outWidth};
}

function byLot(count: number): Geometry[] {
  const random = createRandom(7);
  const one = <T>(...values: T[]): T => values[below(values.length, random)];
  return Array.from({length: count}, () => {
    const kernel = one(1, 3, 3, 5);
    const groups = one(1, 1, 2, 3, 4);
    return whole({
      batch: one(1, 2, 3),
      height: 5 + below(6, random),
      width: 5 + below(6, random),
      channels: groups * one(1, 2, 3, 4, 8),
      filters: groups * one(1, 2, 3, 4, 5),
      kernel,
      stride: one(1, 1, 2, 3),
      padding: one(0, (kernel - 1) / 2, (kernel - 1) / 2 + 1),
      dilation: 1,
      groups
    });
  });
}
