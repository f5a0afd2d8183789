import {lanes, vector, workgroupSize} from "./shader.js";

/**
 * How a workgroup adds up columns of `[rows, channels]`: it takes a block of neighbouring channels, up to 16 vectors
 * wide, which its threads walk down side by side, and adds what they have in a fixed order.
 */
export interface Columns {
  readonly lanes: 1 | 4;
  readonly type: string;
  readonly blocks: number;
  /** What a shader that adds columns up must have among its sizes. */
  readonly sizes: {
    /** Vectors in a row. */
    readonly vectors: number;
    /** Vectors in a block. */
    readonly block: number;
    /** Threads that walk down one column. */
    readonly walkers: number;
  };
}

/** Returns how the columns of *channels* are added up. */
export function columnsOf(channels: number): Columns {
  const width = lanes(channels);
  const vectors = channels / width;
  const block = Math.min(vectors, 16);
  return {
    lanes: width,
    type: vector(width),
    blocks: Math.ceil(vectors / block),
    sizes: {vectors, block, walkers: Math.floor(workgroupSize / block)}
  };
}

/** Shared memory for two sums a thread. */
export function sharedSums({type}: Columns): string {
  return `var<workgroup> sum0: array<${type}, ${workgroupSize}>;
var<workgroup> sum1: array<${type}, ${workgroupSize}>;`;
}

/** Names the thread's column `c`, its place among the walkers `w`, and whether it has work. */
export const columnOfThread = `let vectors = sizes.vectors;
  let w = i32(l) / sizes.block;
  let c = i32(group.y) * sizes.block + i32(l) % sizes.block;
  let works = w < sizes.walkers && c < vectors;`;

/** Adds `s0` and `s1` of a column's walkers, in their order; the first *block* entries of the shared sums then hold them. */
const addWalkers = `sum0[l] = s0;
  sum1[l] = s1;
  workgroupBarrier();
  if (i32(l) < sizes.block) {
    for (var i = 1; i < sizes.walkers; i++) {
      s0 += sum0[i32(l) + i * sizes.block];
      s1 += sum1[i32(l) + i * sizes.block];
    }
    sum0[l] = s0;
    sum1[l] = s1;
  }
  workgroupBarrier();`;

/** Adds what the walkers of a column have, and writes it as this workgroup's part, of the number `part`. */
export const writePart = `${addWalkers}
  if (works && w == 0) {
    partials[part * 2 * vectors + c] = s0;
    partials[(part * 2 + 1) * vectors + c] = s1;
  }`;

/** Adds two sums of a column over all that *walk* lets its walkers add to `s0` and `s1`; they are then in `first` and `second`. */
export function addColumn({type}: Columns, walk: string): string {
  return `var s0 = ${type}(0);
  var s1 = ${type}(0);
  if (works) {
    ${walk}
  }
  ${addWalkers}
  let first = sum0[i32(l) % sizes.block];
  let second = sum1[i32(l) % sizes.block];`;
}

/** Walks down the two partial sums `[parts, 2, channels]` of a column. */
export const walkParts = `for (var i = w; i < sizes.parts; i += sizes.walkers) {
      s0 += partials[i * 2 * vectors + c];
      s1 += partials[(i * 2 + 1) * vectors + c];
    }`;

/** Workgroups on the rows of an elementwise pass that begins with sums: few enough that beginning costs little. */
export function rowGroups(rows: number, {sizes}: Columns): number {
  return Math.max(1, Math.min(512, Math.ceil(rows / (sizes.walkers * 8))));
}
