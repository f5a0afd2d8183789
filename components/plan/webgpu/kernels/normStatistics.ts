import type {KernelOf} from "../../kernel.js";
import {columnOfThread, columnsOf, sharedSums, writePart} from "../columnSums.js";
import {type Shader, shader} from "../shader.js";

/**
 * Partial sums of x − k and (x − k)² per channel, where k is x's first row: sums of differences, since the difference
 * of large sums would lose the variance. Part p adds up the p-th run of rows.
 *
 * - x `[rows, channels]`, partials `[parts, 2, channels]`
 * - rows · channels multiply–adds; reads x once
 */
export function normStatistics({rows, channels, parts}: KernelOf<"normStatistics">): Shader {
  const columns = columnsOf(channels);
  const {type, vectors, walkers, blocks} = columns;
  const run = Math.ceil(rows / parts);
  return shader({
    read: {x: type},
    write: {partials: type},
    declarations: sharedSums(columns),
    workgroups: [parts, blocks],
    body: `
  ${columnOfThread(columns)}
  var s0 = ${type}(0);
  var s1 = ${type}(0);
  let part = i32(group.x);
  if (works) {
    let k = x[c];
    let end = min(${rows}, (part + 1) * ${run});
    for (var r = part * ${run} + w; r < end; r += ${walkers}) {
      let d = x[r * ${vectors} + c] - k;
      s0 += d;
      s1 += d * d;
    }
  }
  ${writePart(columns)}`
  });
}
