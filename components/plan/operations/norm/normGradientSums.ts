import type {Activation} from "../../../network/leaf.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {manyNumbers} from "../../machines/wasm/threads/worthSharing.js";
import {columnOfThread, columnsOf, sharedSums, writePart} from "../../machines/webgpu/columnSums.js";
import {sloped} from "../../machines/webgpu/epilogue.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * x, saved, [y] → dy, partials `[parts, 2, channels]`: Σdy, Σ(dy·x̂). With an activation dy is first multiplied by its
 * slope, in place.
 */
export interface NormGradientSumsKernel extends Rows {
  readonly type: "normGradientSums";
  readonly parts: number;
  readonly activation?: Activation["type"];
}

/** The kernel on each machine. */
export const normGradientSums: KernelDescriptor<NormGradientSumsKernel> = {
  type: "normGradientSums",
  shader: shaderOf,
  isShared: ({rows, channels, parts}) => parts > 1 && manyNumbers(rows * channels),
  bind({rows, channels, parts, activation}, {exports, scratch, share, at, maybe}) {
    const [x, saved, dy, partials] = [at("x"), at("saved"), at("dy"), at("partials")];
    const y = maybe(activation !== undefined, "y");
    const sizes = [rows, channels, parts, codeOf(activation), ...share];
    return () => exports.normGradientSums(x, saved, y, dy, partials, scratch, ...sizes);
  },
  scratchSize: ({channels}) => 5 * 8 * channels
};

/**
 * Partial sums of dy and dy·x̂ per channel, of which β's and γ's gradients are made. With an activation, dy is first
 * multiplied by its slope, in place: what the shortcut and normGradient then read.
 *
 * - x, y, dy `[rows, channels]`, saved `[2, channels]`, partials `[parts, 2, channels]`
 * - 2 · rows · channels multiply–adds; reads x, dy (and y) once, with an activation writes dy once
 */
function shaderOf({rows, channels, parts, activation}: NormGradientSumsKernel): Shader {
  const columns = columnsOf(channels);
  const {type, blocks, sizes} = columns;
  return shader({
    read: {x: type, saved: type, y: activation !== undefined && type},
    write: {dy: type, partials: type},
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
    ${walkGradient("part * sizes.run + w", "end", type, activation)}
  }
  ${writePart}`
  });
}

/**
 * Walks down a column from row *first* to row *end*, and adds dy and dy·x̂. With an activation dy is first multiplied by its
 * slope, in place.
 */
export function walkGradient(
  first: string,
  end: string,
  type: string,
  activation?: Activation["type"]
): string {
  const slope = activation ? `d = ${sloped("d", "y[i]", type, activation)};\n      dy[i] = d;` : "";
  return `for (var r = ${first}; r < ${end}; r += sizes.walkers) {
      let i = r * vectors + c;
      var d = dy[i];
      ${slope}
      s0 += d;
      s1 += d * ((x[i] - saved[c]) * saved[vectors + c]);
    }`;
}
