import {block} from "../../../machines/wasm/assembly/pack";
import {float, loadSome, mulAdd, storeSome, vector} from "../../../machines/wasm/assembly/simd";

/**
 * Convolves one image with one group's filters: y ← max(lowest, [y or offset +] x ∗ weight). Every address is given in bytes, so
 * that x may be padded, dilated or a group's channels, and y every other position.
 *
 * - *x*: the first window's first value. An output row further is *xRow* on, an output column *xColumn*. A window is
 *   *tapRows* rows, *tapRow* apart, of *tapColumns* columns, *tapColumn* apart, of *run* numbers in a row.
 * - *weight*: `[⌈filters / block⌉, tapRows, tapColumns, run, block]`, see pack.ts
 * - *y*: `[height, width, filters]`, rows *yRow* and columns *yColumn* apart
 * - *accumulate*: adds to y; else to *offset* `[filters]`, behind which numbers are read and not used, or, if that is null,
 *   to 0
 *
 * Multiply–adds: height · width · filters (rounded up to whole blocks) · tapRows · tapColumns · run. A tile of 4
 * positions and 8 filters stays in registers: 8 sums, 2 weights, 4 values; 6 loads for 32 multiply–adds. Filters are
 * the outer loop: a block of weights and the image stay in the first cache.
 */
export function convolveImage(
  x: usize,
  xRow: usize,
  xColumn: usize,
  tapRows: i32,
  tapColumns: i32,
  run: i32,
  tapRow: usize,
  tapColumn: usize,
  weight: usize,
  y: usize,
  yRow: usize,
  yColumn: usize,
  height: i32,
  width: i32,
  filters: i32,
  accumulate: bool,
  offset: usize,
  lowest: f32
): void {
  const pixels = height * width;
  const low = f32x4.splat(lowest);
  const runEnd = (<usize>run) << 2;
  // What is left to go from the end of a run to the next column, and from the end of a row of columns to the next row.
  const nextColumn = tapColumn - runEnd;
  const nextRow = tapRow - <usize>tapColumns * tapColumn;
  const xNextRow = xRow - <usize>(width - 1) * xColumn;
  const yNextRow = yRow - <usize>(width - 1) * yColumn;
  const weightSize = (<usize>(tapRows * tapColumns * run * block)) << 2;
  for (let f = 0; f < filters; f += block) {
    const used = min(block, filters - f);
    const first = offset ? v128.load(offset) : f32x4.splat(0);
    const second = offset ? v128.load(offset, vector) : f32x4.splat(0);
    let px = x;
    let py = y;
    let column = 1;
    for (let pixel = 0; pixel < pixels; pixel += 4) {
      const last = pixels - pixel - 1;
      // The tile's positions; behind the last one, the last one again.
      const a0 = px;
      const y0 = py;
      if (last > 0) {
        const end = column === width;
        px += end ? xNextRow : xColumn;
        py += end ? yNextRow : yColumn;
        column = end ? 1 : column + 1;
      }
      const a1 = px;
      const y1 = py;
      if (last > 1) {
        const end = column === width;
        px += end ? xNextRow : xColumn;
        py += end ? yNextRow : yColumn;
        column = end ? 1 : column + 1;
      }
      const a2 = px;
      const y2 = py;
      if (last > 2) {
        const end = column === width;
        px += end ? xNextRow : xColumn;
        py += end ? yNextRow : yColumn;
        column = end ? 1 : column + 1;
      }
      const a3 = px;
      const y3 = py;
      if (last > 3) {
        const end = column === width;
        px += end ? xNextRow : xColumn;
        py += end ? yNextRow : yColumn;
        column = end ? 1 : column + 1;
      }
      const whole = last >= 3 && used === block;
      let s00 = first;
      let s01 = second;
      let s10 = first;
      let s11 = second;
      let s20 = first;
      let s21 = second;
      let s30 = first;
      let s31 = second;
      if (accumulate && whole) {
        s00 = v128.load(y0);
        s01 = v128.load(y0, vector);
        s10 = v128.load(y1);
        s11 = v128.load(y1, vector);
        s20 = v128.load(y2);
        s21 = v128.load(y2, vector);
        s30 = v128.load(y3);
        s31 = v128.load(y3, vector);
      } else if (accumulate) {
        s00 = loadSome(y0, used);
        s01 = loadSome(y0 + vector, used - 4);
        s10 = loadSome(y1, used);
        s11 = loadSome(y1 + vector, used - 4);
        s20 = loadSome(y2, used);
        s21 = loadSome(y2 + vector, used - 4);
        s30 = loadSome(y3, used);
        s31 = loadSome(y3 + vector, used - 4);
      }
      let w = weight;
      // The others are found by how far they are from the first, so that the loop moves one place, not four.
      let place = a0;
      const far1 = a1 - a0;
      const far2 = a2 - a0;
      const far3 = a3 - a0;
      for (let r = tapRows; r > 0; r--) {
        for (let c = tapColumns; c > 0; c--) {
          // Not unrolled, and no more positions: V8 would load all values first, and run out of registers.
          const end = place + runEnd;
          while (place < end) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, vector);
            let v = v128.load32_splat(place);
            s00 = mulAdd(s00, v, w0);
            s01 = mulAdd(s01, v, w1);
            v = v128.load32_splat(place + far1);
            s10 = mulAdd(s10, v, w0);
            s11 = mulAdd(s11, v, w1);
            v = v128.load32_splat(place + far2);
            s20 = mulAdd(s20, v, w0);
            s21 = mulAdd(s21, v, w1);
            v = v128.load32_splat(place + far3);
            s30 = mulAdd(s30, v, w0);
            s31 = mulAdd(s31, v, w1);
            place += float;
            w += 2 * vector;
          }
          place += nextColumn;
        }
        place += nextRow;
      }
      // pmax(value, low) is one instruction, and keeps a value that is not a number.
      s00 = f32x4.pmax(s00, low);
      s01 = f32x4.pmax(s01, low);
      s10 = f32x4.pmax(s10, low);
      s11 = f32x4.pmax(s11, low);
      s20 = f32x4.pmax(s20, low);
      s21 = f32x4.pmax(s21, low);
      s30 = f32x4.pmax(s30, low);
      s31 = f32x4.pmax(s31, low);
      if (whole) {
        v128.store(y0, s00);
        v128.store(y0, s01, vector);
        v128.store(y1, s10);
        v128.store(y1, s11, vector);
        v128.store(y2, s20);
        v128.store(y2, s21, vector);
        v128.store(y3, s30);
        v128.store(y3, s31, vector);
      } else {
        storeRow(y0, s00, s01, used);
        if (last > 0) storeRow(y1, s10, s11, used);
        if (last > 1) storeRow(y2, s20, s21, used);
        if (last > 2) storeRow(y3, s30, s31, used);
      }
    }
    weight += weightSize;
    if (offset) offset += 2 * vector;
    y += 2 * vector;
  }
}

/** Stores *count* numbers of a position: at most eight. */
function storeRow(to: usize, low: v128, high: v128, count: i32): void {
  storeSome(to, low, count);
  storeSome(to + vector, high, count - 4);
}
