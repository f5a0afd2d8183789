import {workgroupSize} from "./shader.js";

/** Shared memory for a pair of sums a thread. */
export const sharedTotals = `var<workgroup> sums: array<vec2f, ${workgroupSize}>;`;

/** Adds every thread's `sum` in a fixed order; the first thread then has the total. */
export const addThreads = `sums[l] = sum;
  workgroupBarrier();
  if (l == 0u) {
    for (var i = 1u; i < ${workgroupSize}u; i++) { sum += sums[i]; }
  }`;
