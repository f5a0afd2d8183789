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
  const {size} = a;
  const table = new Float64Array(a.count * b.count);
  for (let i = 0; i < a.count; i++) {
    const row = a.values.subarray(i * size, (i + 1) * size);
    for (let j = 0; j < b.count; j += width) productsOf(row, b, j, table, i * b.count);
  }
  return table;
}

/** How many products are made in one pass over a vector. */
const width = 4;

/** Writes the products of a *row* with four vectors, from number *j* on, into a row of the table. */
function productsOf(
  row: Float32Array,
  {count, size, values}: Vectors,
  j: number,
  table: Float64Array,
  at: number
): void {
  const last = count - 1;
  const [p, q, r, s] = [j, j + 1, j + 2, j + 3].map((n) => Math.min(n, last) * size); // past the end the last again
  let [sumP, sumQ, sumR, sumS] = [0, 0, 0, 0];
  for (let k = 0; k < size; k++) {
    const value = row[k];
    sumP += value * values[p + k];
    sumQ += value * values[q + k];
    sumR += value * values[r + k];
    sumS += value * values[s + k];
  }
  [sumP, sumQ, sumR, sumS].forEach((sum, n) => j + n <= last && (table[at + j + n] = sum));
}
