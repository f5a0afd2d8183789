import * as tf from "@tensorflow/tfjs";
import type {Pool} from "../network/leaf.js";
import {leafShape} from "../network/shapes.js";

/**
 * Returns the maximum or average of *x* over windows. Borders are padded by hand, because backends differ in how they
 * read padding and windows that run over the border; averages count only positions inside.
 *
 * - *x*: `[batch, height, width, channels]`
 */
export function pooling(x: tf.Tensor4D, pool: Pool): tf.Tensor4D {
  const [, height, width, channels] = x.shape;
  const [rows, columns] = leafShape(pool, [height, width, channels]);
  const border: Border = {
    before: pool.padding,
    bottom: reach(rows, pool) - height - pool.padding,
    right: reach(columns, pool) - width - pool.padding
  };
  return pool.type === "maxPool" ? maximum(x, pool, border) : average(x, pool, border);
}

/** Positions to add (or, if negative, to leave out) at the four sides; top and left are alike. */
interface Border {
  before: number;
  bottom: number;
  right: number;
}

function reach(outputs: number, {kernel, stride}: Pool): number {
  return (outputs - 1) * stride + kernel;
}

function maximum(x: tf.Tensor4D, {kernel, stride}: Pool, border: Border): tf.Tensor4D {
  const lowest = -3.4e38; // never wins; −∞ would turn into NaN where a backend multiplies by a mask
  return tf.maxPool(surround(x, border, lowest), kernel, stride, "valid");
}

function average(x: tf.Tensor4D, {kernel, stride}: Pool, border: Border): tf.Tensor4D {
  const sums = tf.avgPool(surround(x, border, 0), kernel, stride, "valid");
  if (border.before === 0 && border.bottom <= 0 && border.right <= 0) return sums;
  const [, height, width] = x.shape;
  const inside = tf.avgPool(surround(tf.ones([1, height, width, 1]), border, 0), kernel, stride, "valid");
  return tf.div(sums, inside);
}

function surround(x: tf.Tensor4D, {before, bottom, right}: Border, value: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const kept: [number, number] = [height + Math.min(bottom, 0), width + Math.min(right, 0)];
  const inside = bottom < 0 || right < 0 ? tf.slice(x, [0, 0, 0, 0], [batch, ...kept, channels]) : x;
  if (before === 0 && bottom <= 0 && right <= 0) return inside;
  return tf.pad(
    inside,
    [
      [0, 0],
      [before, Math.max(bottom, 0)],
      [before, Math.max(right, 0)],
      [0, 0]
    ],
    value
  );
}
