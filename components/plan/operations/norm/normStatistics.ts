import {manyNumbers} from "../../machines/wasm/threads/worthSharing.js";
import {columnOfThread, columnsOf, sharedSums, writePart} from "../../machines/webgpu/columnSums.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** x → partials `[parts, 2, channels]`: Σ(x − k), Σ(x − k)², where k is x's first row */
export interface NormStatisticsKernel extends Rows {
  readonly type: "normStatistics";
  readonly parts: number;
}

/** The kernel on each machine. */
export const normStatistics: KernelDescriptor<NormStatisticsKernel> = {
  type: "normStatistics",
  shader: shaderOf,
  isShared: ({rows, channels, parts}) => parts > 1 && manyNumbers(rows * channels),
  bind({rows, channels, parts}, {exports, scratch, share, at}) {
    const [x, partials] = [at("x"), at("partials")];
    return () => exports.normStatistics(x, partials, scratch, rows, channels, parts, ...share);
  },
  scratchSize: ({channels}) => 3 * 16 * channels
};

/**
 * Partial sums of x − k and (x − k)² per channel, where k is x's first row: sums of differences, since the difference
 * of large sums would lose the variance. Part p adds up the p-th run of rows.
 *
 * - x `[rows, channels]`, partials `[parts, 2, channels]`
 * - rows · channels multiply–adds; reads x once
 */
function shaderOf({rows, channels, parts}: NormStatisticsKernel): Shader {
  const columns = columnsOf(channels);
  const {type, blocks, sizes} = columns;
  return shader({
    read: {x: type},
    write: {partials: type},
    declarations: sharedSums(columns),
    sizes: {...sizes, rows, run: Math.ceil(rows / parts)},
    workgroups: [parts, blocks],
    body: `
  ${columnOfThread}
  var s0 = ${type}(0);
  var s1 = ${type}(0);
  let part = i32(group.x);
  if (works) {
    let end = min(sizes.rows, (part + 1) * sizes.run);
    ${walkStatistics("part * sizes.run + w", "end")}
  }
  ${writePart}`
  });
}

/** Walks down a column of x, from row *first* to row *end*, and adds x − k and (x − k)². */
export function walkStatistics(first: string, end: string): string {
  return `let k = x[c];
    for (var r = ${first}; r < ${end}; r += sizes.walkers) {
      let d = x[r * vectors + c] - k;
      s0 += d;
      s1 += d * d;
    }`;
}
