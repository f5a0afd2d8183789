import {floatBytes} from "../../machines/wasm/wasmCall.js";
import {lanes, type Shader, shader, vector, workgroupSize} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** A part of partial sums: *parts* rows of *size* numbers from offset *from*, whose sum belongs at *to*. */
export interface Segment {
  readonly size: number;
  readonly parts: number;
  readonly from: number;
  readonly to: number;
}

/** partials → sums: each segment's parts added */
export interface ReduceKernel {
  readonly type: "reduce";
  readonly segments: readonly Segment[];
}

/** The kernel on each machine. */
export const reduce: KernelDescriptor<ReduceKernel> = {
  type: "reduce",
  shader: shaderOf,
  bind({segments}, {exports, at}) {
    const [partials, sums] = [at("partials"), at("sums")];
    const calls = segments.map(({size, parts, from, to}) => [
      partials + from * floatBytes,
      sums + to * floatBytes,
      size,
      parts
    ]);
    return () => calls.forEach((call) => exports.reduce(...call));
  }
};

/**
 * Adds the parts of many layers' partial sums in one dispatch, each in the order of its parts. A segment's parts are
 * rows of `[parts, size]` in *partials*; their sum goes to its place in *sums*.
 *
 * - Σ parts · size additions; reads every partial sum once
 */
function shaderOf({segments}: ReduceKernel): Shader {
  const width = lanes(...segments.flatMap(({size, from, to}) => [size, from, to]));
  const type = vector(width);
  let workgroups = 0;
  const placed = segments.map(({size, parts, from, to}) => {
    const first = workgroups;
    workgroups += Math.ceil(size / width / workgroupSize);
    return {size: size / width, parts, from: from / width, to: to / width, first};
  });
  // The workgroup's segment is chosen without a branch: some devices go through every branch of a long chain.
  const chosen = (field: "size" | "parts" | "from" | "to" | "first") =>
    placed
      .slice(1)
      .reduce(
        (value, segment) => `select(${value}, ${segment[field]}u, group.x >= ${segment.first}u)`,
        `${placed[0][field]}u`
      );
  return shader({
    read: {partials: type},
    write: {sums: type},
    workgroups: [workgroups, 1],
    body: `
  let size = ${chosen("size")};
  let parts = ${chosen("parts")};
  let begin = ${chosen("from")};
  let end = ${chosen("to")};
  let i = (group.x - ${chosen("first")}) * ${workgroupSize}u + l;
  if (i >= size) { return; }
  var sum = ${type}(0);
  for (var part = 0u; part < parts; part++) { sum += partials[begin + part * size + i]; }
  sums[end + i] = sum;`
  });
}
