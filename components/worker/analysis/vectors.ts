/** Vectors of one size, such as what a block makes of each image: `[count, size]`. */
export interface Vectors {
  readonly count: number;
  readonly size: number;
  readonly values: Float32Array;
}

/** Returns *values*, `[count, …]`, as so many vectors. Throws if they do not come out even. */
export function toVectors(values: Float32Array, count: number): Vectors {
  const size = values.length / count;
  if (count < 1 || !Number.isInteger(size))
    throw new RangeError(`invalid vectors: ${values.length} values; they are no ${count} of one size`);
  return {count, size, values};
}

/** Returns the vectors from number *first* up to *end*: a view, not a copy. */
export function someVectors({size, values}: Vectors, first: number, end: number): Vectors {
  return {count: end - first, size, values: values.subarray(first * size, end * size)};
}

/** Returns vectors less the mean of the first **of** of them, which defaults to all. */
export function centered(vectors: Vectors, of = vectors.count): Vectors {
  const {count, size, values} = vectors;
  const mean = new Float64Array(size);
  for (let i = 0; i < of * size; i++) mean[i % size] += values[i] / of;
  return {count, size, values: values.map((value, i) => value - mean[i % size])};
}

/** Returns the products of each vector of *a* with each of *b*: `[a.count, b.count]`, summed in double precision. */
export function products(a: Vectors, b: Vectors): Float64Array {
  const table = new Float64Array(a.count * b.count);
  const isOwn = a === b;
  for (let i = 0; i < a.count; i += rows)
    for (let j = 0; j < (isOwn ? i + rows : b.count); j += columns) multiply(a, b, [i, j], table);
  if (isOwn) mirror(table, a.count);
  return table;
}

/** So many vectors of both sides are multiplied in one pass over them. */
const [rows, columns] = [2, 4];

/** Writes the products of two vectors of *a* and four of *b*, from numbers *i* and *j* on; past the end, of the last again. */
function multiply(a: Vectors, b: Vectors, [i, j]: readonly [number, number], table: Float64Array): void {
  const {size, values: left} = a;
  const {values: right} = b;
  const at = (vectors: Vectors, n: number) => Math.min(n, vectors.count - 1);
  const [i0, i1] = [at(a, i), at(a, i + 1)];
  const [j0, j1, j2, j3] = [at(b, j), at(b, j + 1), at(b, j + 2), at(b, j + 3)];
  const [x0, x1] = [i0 * size, i1 * size];
  const [y0, y1, y2, y3] = [j0 * size, j1 * size, j2 * size, j3 * size];
  let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < size; k++) {
    const [s, t] = [left[x0 + k], left[x1 + k]];
    const [p, q, u, v] = [right[y0 + k], right[y1 + k], right[y2 + k], right[y3 + k]];
    s0 += s * p;
    s1 += s * q;
    s2 += s * u;
    s3 += s * v;
    t0 += t * p;
    t1 += t * q;
    t2 += t * u;
    t3 += t * v;
  }
  const [first, second] = [i0 * b.count, i1 * b.count];
  [table[first + j0], table[first + j1], table[first + j2], table[first + j3]] = [s0, s1, s2, s3];
  [table[second + j0], table[second + j1], table[second + j2], table[second + j3]] = [t0, t1, t2, t3];
}

/** Fills what is above the diagonal of a symmetric table of *n* rows. */
function mirror(table: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) table[j * n + i] = table[i * n + j];
}
