import {float} from "../../../machines/wasm/assembly/simd";

/**
 * y [+]= x with rows and columns swapped, image by image.
 *
 * - *x*: `[batch, rows, columns]`; *y*: `[batch, columns, rows]`
 *
 * 8 bytes a value, 12 if it adds. Squares of 4 × 4 are turned in registers.
 */
export function flatten(x: usize, y: usize, batch: i32, rows: i32, columns: i32, accumulate: bool): void {
  const xRow = (<usize>columns) << 2;
  const yRow = (<usize>rows) << 2;
  const wholeRows = rows & ~3;
  const wholeColumns = columns & ~3;
  for (; batch > 0; batch--) {
    for (let r = 0; r < wholeRows; r += 4) {
      const from = x + <usize>r * xRow;
      const to = y + ((<usize>r) << 2);
      for (let c = 0; c < wholeColumns; c += 4) {
        turnSquare(from + ((<usize>c) << 2), xRow, to + <usize>c * yRow, yRow, accumulate);
      }
      turnRest(from, xRow, to, yRow, 0, 4, wholeColumns, columns, accumulate);
    }
    turnRest(x, xRow, y, yRow, wholeRows, rows, 0, columns, accumulate);
    x += <usize>rows * xRow;
    y += <usize>rows * xRow;
  }
}

/** Turns a square of 4 × 4 numbers. */
function turnSquare(x: usize, xRow: usize, y: usize, yRow: usize, accumulate: bool): void {
  const a = v128.load(x);
  const b = v128.load(x + xRow);
  const c = v128.load(x + 2 * xRow);
  const d = v128.load(x + 3 * xRow);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  put(y, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), accumulate);
  put(y + yRow, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), accumulate);
  put(y + 2 * yRow, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), accumulate);
  put(y + 3 * yRow, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), accumulate);
}

function put(to: usize, values: v128, accumulate: bool): void {
  v128.store(to, accumulate ? f32x4.add(v128.load(to), values) : values);
}

/** Turns the numbers of some rows and columns one by one. */
function turnRest(
  x: usize,
  xRow: usize,
  y: usize,
  yRow: usize,
  firstRow: i32,
  endRow: i32,
  firstColumn: i32,
  endColumn: i32,
  accumulate: bool
): void {
  for (let c = firstColumn; c < endColumn; c++) {
    for (let r = firstRow; r < endRow; r++) {
      const value = load<f32>(x + <usize>r * xRow + <usize>c * float);
      const to = y + <usize>c * yRow + <usize>r * float;
      store<f32>(to, accumulate ? load<f32>(to) + value : value);
    }
  }
}
