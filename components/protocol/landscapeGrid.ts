/** A point of a grid, from the lowest value of both coordinates: column 0, row 0. */
export interface GridPlace {
  readonly column: number;
  readonly row: number;
}

/** How many columns and rows a grid has: both odd, so that it has a point in its middle; a line has one row. */
export interface GridShape {
  readonly columns: number;
  readonly rows: number;
}

/** The fewest points a side of the coarse grid that a fine one begins with. */
const fewest = 5;

/**
 * Returns all points of a grid, in the order in which they are measured: a coarse grid first, then what is missing to one of
 * half the spacing, and so on. A side of 33 points is 5, 9, 17 and 33; each grid has the points of the one before.
 */
export function gridPlaces(shape: GridShape): GridPlace[] {
  const strides = stridesOf(shape);
  return strides.flatMap((stride, level) => {
    const known = level === 0 ? Infinity : strides[level - 1];
    const isKnown = (i: number) => (known === Infinity ? false : i % known === 0);
    return placesOf(shape, stride).filter(({column, row}) => !(isKnown(column) && isKnown(row)));
  });
}

/** Returns the strides of the grids, the coarsest first; each is twice the next, and the last is 1. */
export function stridesOf({columns, rows}: GridShape): number[] {
  const side = Math.max(columns, rows);
  const strides = [1];
  while (goesInto(2 * strides[0], columns) && goesInto(2 * strides[0], rows) && leaves(2 * strides[0], side))
    strides.unshift(2 * strides[0]);
  return strides;
}

/** Returns where a column or row is between −1 and 1, of so many; a single one is at 0. */
export function gridShare(i: number, count: number): number {
  return count === 1 ? 0 : (2 * i) / (count - 1) - 1;
}

/** Whether a grid of every *stride*-th of *count* points has the first, the middle and the last. */
function goesInto(stride: number, count: number): boolean {
  return count === 1 || (count - 1) % (2 * stride) === 0;
}

function leaves(stride: number, count: number): boolean {
  return (count - 1) / stride + 1 >= fewest;
}

function placesOf({columns, rows}: GridShape, stride: number): GridPlace[] {
  const every = (count: number) =>
    Array.from({length: Math.floor((count - 1) / stride) + 1}, (_, i) => i * stride);
  return every(rows).flatMap((row) => every(columns).map((column) => ({column, row})));
}
