import type {Accumulation} from "../../epilogue.js";
import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {manyProducts} from "../../machines/wasm/threads/worthSharing.js";
import {accumulatedOn} from "../../machines/webgpu/epilogue.js";
import {lanes, range, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {type Geometry, multiplyAddsOf, pixelsOf, sizesOf, sizesOfWindows} from "./geometry.js";
import {filterBlock, roundUp} from "./scratch.js";

/** dy, weight, [gate: g₂], [keepGate: g₃] → dx */
export interface InputGradientKernel {
  readonly type: "inputGradient";
  readonly geometry: Geometry;
  readonly gated: boolean;
  readonly accumulation: Accumulation;
}

/** The kernel on each machine. */
export const inputGradient: KernelDescriptor<InputGradientKernel> = {
  type: "inputGradient",
  shader: shaderOf,
  isShared: ({geometry}) => manyProducts(multiplyAddsOf(geometry)),
  bind({geometry, gated, accumulation}, {exports, scratch, share, at, maybe}) {
    const [dy, weight, dx] = [at("dy"), at("weight"), at("dx")];
    const gate = maybe(gated, "gate", gateBytes.residualBackward);
    const keepGate = maybe(accumulation.keepGated, "keepGate", gateBytes.shortcutBackward);
    const keep = accumulation.keep ?? 0;
    const sizes = [...sizesOf(geometry), ...share];
    return () => exports.inputGradient(dy, weight, gate, keepGate, keep, dx, scratch, ...sizes);
  },
  scratchSize({geometry}) {
    const {channels, filters, kernel, groups} = geometry;
    const weights = roundUp(channels / groups, filterBlock) * kernel * kernel * filters;
    return weights + paddedGradient(geometry);
  }
};

/**
 * dx = [keep · dx +] g₂ · the gradient of a convolution by its input. A thread makes some neighbouring positions, a
 * multiple of the stride, so that which taps reach which position is known when the program is made.
 *
 * - dy `[batch, outHeight, outWidth, filters]`, weight `[kernel, kernel, channels / groups, filters]`,
 *   dx `[batch, height, width, channels]`
 * - as many multiply–adds as the convolution itself, apart from its border
 */
function shaderOf({geometry, gated, accumulation}: InputGradientKernel): Shader {
  const {batch, height, width, channels, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  const [groupChannels, groupFilters] = [channels / groups, filters / groups];
  const [inLanes, outLanes] = [lanes(groupChannels), lanes(groupFilters)];
  const [inType, outType] = [vector(inLanes), vector(outLanes)];
  const pixels = stride * Math.max(1, Math.floor(pixelsOf(width) / stride));
  const tiles = Math.ceil(width / pixels);
  const inVectors = channels / inLanes;

  /** Which tap takes which column of dy to which position: iw + padding − kw · dilation = stride · ow. */
  const reaches = range(pixels).flatMap((p) =>
    range(kernel).flatMap((kw) => {
      const distance = p + padding - kw * dilation;
      return distance % stride === 0 ? [{p, kw, column: distance / stride}] : [];
    })
  );
  const columns = [...new Set(reaches.map(({column}) => column))].sort((a, b) => a - b);
  const name = (column: number) => `d${column < 0 ? `m${-column}` : column}`;
  const product = (d: string) => {
    const dots = range(inLanes).map((i) => (outLanes === 4 ? `dot(${d}, w${i})` : `${d} * w${i}`));
    return inLanes === 4 ? `vec4f(${dots.join(", ")})` : dots[0];
  };
  const tap = (kw: number) => {
    const reached = reaches.filter((reach) => reach.kw === kw);
    if (reached.length === 0) return "";
    return `{
        let at = ((kh * ${kernel} + ${kw}) * sizes.groupChannels + c * ${inLanes} % sizes.groupChannels) * outVectors + f;
        ${range(inLanes)
          .map((i) => `let w${i} = weight[at + ${i} * outVectors];`)
          .join(" ")}
        ${reached.map(({p, column}) => `a${p} += ${product(name(column))};`).join("\n        ")}
      }`;
  };
  const store = (p: number) => {
    const index = `out + ${p} * inVectors`;
    const value = accumulatedOn(`dx[${index}]`, gated ? `gate.z * a${p}` : `a${p}`, accumulation);
    const guard = pixels === 1 ? "" : `if (iw + ${p} < sizes.width) `;
    return `${guard}{ dx[${index}] = ${value}; }`;
  };
  const first = groups === 1 ? "0" : `c * ${inLanes} / sizes.groupChannels * groupVectors`;
  return shader({
    uniforms: {gate: gated, keepGate: accumulation.keepGated},
    read: {dy: outType, weight: outType},
    write: {dx: inType},
    sizes: {...sizesOfWindows(geometry, {inLanes, outLanes}), tiles},
    threads: batch * height * tiles * inVectors,
    declarations: `
fn load(row: i32, column: i32, f: i32) -> ${outType} {
  if (column < 0 || column >= sizes.outWidth) { return ${outType}(0); }
  return dy[(row + column) * sizes.outVectors + f];
}`,
    body: `
  let inVectors = sizes.inVectors;
  let outVectors = sizes.outVectors;
  let c = i32(t) % inVectors;
  let tile = i32(t) / inVectors;
  let iw = (tile % sizes.tiles) * ${pixels};
  let ih = tile / sizes.tiles % sizes.height;
  let n = tile / (sizes.tiles * sizes.height);
  ${range(pixels)
    .map((p) => `var a${p} = ${inType}(0);`)
    .join(" ")}
  let column = iw / ${stride};
  let groupVectors = sizes.groupFilters / ${outLanes};
  let first = ${first};
  for (var kh = 0; kh < ${kernel}; kh++) {
    let r = ih + ${padding} - kh * ${dilation};
    if (r < 0${stride > 1 ? ` || r % ${stride} != 0` : ""}) { continue; }
    let oh = r / ${stride};
    if (oh >= sizes.outHeight) { continue; }
    let row = (n * sizes.outHeight + oh) * sizes.outWidth;
    for (var f = first; f < first + groupVectors; f++) {
      ${columns.map((column) => `let ${name(column)} = load(row, column + ${column}, f);`).join("\n      ")}
      ${range(kernel).map(tap).join("\n      ")}
    }
  }
  let out = ((n * sizes.height + ih) * sizes.width + iw) * inVectors + c;
  ${range(pixels).map(store).join("\n  ")}`
  });
}

/** Numbers of an image of dy with the positions around it that a filter's way back reaches. */
function paddedGradient(geometry: Geometry): number {
  const {height, width, outHeight, outWidth, filters, kernel, stride, padding, dilation} = geometry;
  const before = Math.max(Math.ceil((dilation * (kernel - 1) - padding) / stride), 0);
  const behind = (size: number, outSize: number) =>
    Math.max(Math.floor((size - 1 + padding) / stride) - (outSize - 1), 0);
  const rows = outHeight + before + behind(height, outHeight);
  const columns = outWidth + before + behind(width, outWidth);
  return rows * columns * filters;
}
