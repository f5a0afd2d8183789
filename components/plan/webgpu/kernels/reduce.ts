import type {KernelOf} from "../../kernel.js";
import {type Shader, shader, workgroupSize} from "../shader.js";

/**
 * Adds the parts of many layers' partial sums in one dispatch, each in the order of its parts. A segment's parts are
 * rows of `[parts, size]` in *partials*; their sum goes to its place in *sums*.
 *
 * - Σ parts · size additions; reads every partial sum once
 */
export function reduce({segments}: KernelOf<"reduce">): Shader {
  let workgroups = 0;
  const branches = segments.map(({size, parts, from, to}) => {
    const first = workgroups;
    workgroups += Math.ceil(size / workgroupSize);
    return `if (group.x < ${workgroups}u) { add(${size}u, ${parts}u, ${from}u, ${to}u, (group.x - ${first}u) * ${workgroupSize}u + l); }`;
  });
  return shader({
    read: {partials: "f32"},
    write: {sums: "f32"},
    declarations: `
fn add(size: u32, parts: u32, from_: u32, to: u32, i: u32) {
  if (i >= size) { return; }
  var sum = 0f;
  for (var part = 0u; part < parts; part++) { sum += partials[from_ + part * size + i]; }
  sums[to + i] = sum;
}`,
    workgroups: [workgroups, 1],
    body: branches.join(" else ")
  });
}
