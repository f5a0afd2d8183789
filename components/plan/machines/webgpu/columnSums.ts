import {lanes, vector, workgroupSize} from "./shader.js";

/**
 * How a workgroup adds up columns of `[rows, channels]`: it takes a block of neighbouring channels, up to 16 vectors
 * wide, which its threads walk down side by side, and adds what they have in a fixed order.
 */
export interface Columns {
  readonly lanes: 1 | 4;
  readonly type: string;
  /** Vectors in a row. */
  readonly vectors: number;
  /** Vectors in a block. */
  readonly block: number;
  readonly blocks: number;
  /** Threads that walk down one column. */
  readonly walkers: number;
}

/** Returns how the columns of *channels* are added up. */
export function columnsOf(channels: number): Columns {
  const width = lanes(channels);
  const vectors = channels / width;
  const block = Math.min(vectors, 16);
  return {
    lanes: width,
    type: vector(width),
    vectors,
    block,
    blocks: Math.ceil(vectors / block),
    walkers: Math.floor(workgroupSize / block)
  };
}

/** Shared memory for two sums a thread. */
export function sharedSums({type}: Columns): string {
  return `var<workgroup> sum0: array<${type}, ${workgroupSize}>;
var<workgroup> sum1: array<${type}, ${workgroupSize}>;`;
}

/** Names the thread's column `c`, its place among the walkers `w`, and whether it has work. */
export function columnOfThread({block, vectors, walkers}: Columns): string {
  return `let w = i32(l) / ${block};
  let c = i32(group.y) * ${block} + i32(l) % ${block};
  let works = w < ${walkers} && c < ${vectors};`;
}

/** Adds `s0` and `s1` of a column's walkers, in their order; the first *block* entries of the shared sums then hold them. */
function addWalkers({block, walkers}: Columns): string {
  return `sum0[l] = s0;
  sum1[l] = s1;
  workgroupBarrier();
  if (i32(l) < ${block}) {
    for (var i = 1u; i < ${walkers}u; i++) { s0 += sum0[l + i * ${block}u]; s1 += sum1[l + i * ${block}u]; }
    sum0[l] = s0;
    sum1[l] = s1;
  }
  workgroupBarrier();`;
}

/** Adds what the walkers of a column have, and writes it as this workgroup's part, of the number `part`. */
export function writePart(columns: Columns): string {
  const {vectors} = columns;
  return `${addWalkers(columns)}
  if (works && w == 0) {
    partials[part * ${2 * vectors} + c] = s0;
    partials[part * ${2 * vectors} + ${vectors} + c] = s1;
  }`;
}

/** Adds the two partial sums `[parts, 2, channels]` of a column; they are then in `first` and `second`. */
export function addParts(columns: Columns, parts: number): string {
  const {type, vectors, walkers, block} = columns;
  return `var s0 = ${type}(0);
  var s1 = ${type}(0);
  if (works) {
    for (var i = w; i < ${parts}; i += ${walkers}) {
      s0 += partials[i * ${2 * vectors} + c];
      s1 += partials[i * ${2 * vectors} + ${vectors} + c];
    }
  }
  ${addWalkers(columns)}
  let first = sum0[l % ${block}u];
  let second = sum1[l % ${block}u];`;
}

/** Workgroups on the rows of an elementwise pass that begins with addParts: few enough that beginning costs little. */
export function rowGroups(rows: number, {walkers}: Columns): number {
  return Math.max(1, Math.min(512, Math.ceil(rows / (walkers * 8))));
}
