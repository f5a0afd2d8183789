import type {Epilogue} from "../../epilogue.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {manyProducts} from "../../machines/wasm/threads/worthSharing.js";
import {finished} from "../../machines/webgpu/epilogue.js";
import {lanes, range, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {type Geometry, multiplyAddsOf, pixelsOf, sizesOf, sizesOfWindows} from "./geometry.js";
import {filterBlock, roundUp} from "./scratch.js";
import {usesWinograd, winogradScratch} from "./winograd.js";

/** x, weight, [bias], [addend], [gate] → y = epilogue(x ∗ weight + bias) */
export interface ConvolutionKernel {
  readonly type: "convolution";
  readonly geometry: Geometry;
  readonly bias: boolean;
  readonly epilogue: Epilogue;
}

/** The kernel on each machine. */
export const convolution: KernelDescriptor<ConvolutionKernel> = {
  type: "convolution",
  shader: shaderOf,
  isShared: ({geometry}) => manyProducts(multiplyAddsOf(geometry)),
  bind({geometry, bias, epilogue}, {exports, scratch, share, at, maybe}) {
    const {addendScale, gated, activation} = epilogue;
    const [x, weight, y] = [at("x"), at("weight"), at("y")];
    const [offset, addend] = [maybe(bias, "bias"), maybe(addendScale !== undefined, "addend")];
    const gate = maybe(gated, "gate");
    const code = codeOf(activation);
    const sizes = [...sizesOf(geometry), ...share];
    return () =>
      exports.convolution(x, weight, offset, addend, addendScale ?? 0, gate, y, scratch, code, ...sizes);
  },
  scratchSize({geometry}) {
    const {height, width, channels, filters, kernel, padding, groups} = geometry;
    if (usesWinograd(geometry)) return roundUp(filters, 4) + winogradScratch(geometry);
    const weights = roundUp(filters / groups, filterBlock) * kernel * kernel * channels;
    const image = padding ? (height + 2 * padding) * (width + 2 * padding) * channels : 0;
    return roundUp(filters, 4) + weights + image;
  }
};

/**
 * y = epilogue(x ∗ weight + bias), any stride, padding, dilation and number of groups in one dispatch. A thread makes
 * up to 8 neighbouring positions of 4 filters (of 1, where groups are narrower).
 *
 * - x `[batch, height, width, channels]`, weight `[kernel, kernel, channels / groups, filters]`,
 *   y `[batch, outHeight, outWidth, filters]`
 * - batch · outHeight · outWidth · filters · kernel² · channels / groups multiply–adds
 * - reads x about kernel · (channels' share of filters) times through caches, weight once a thread; writes y once
 */
function shaderOf({geometry, bias, epilogue}: ConvolutionKernel): Shader {
  const {batch, channels, outHeight, outWidth, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  const [groupChannels, groupFilters] = [channels / groups, filters / groups];
  const [inLanes, outLanes] = [lanes(groupChannels), lanes(groupFilters)];
  const [inType, outType] = [vector(inLanes), vector(outLanes)];
  const pixels = pixelsOf(outWidth);
  const tiles = Math.ceil(outWidth / pixels);
  const outVectors = filters / outLanes;
  const columns = [
    ...new Set(range(pixels).flatMap((p) => range(kernel).map((kw) => p * stride + kw * dilation)))
  ].sort((a, b) => a - b);

  const products = (p: number, kw: number) => {
    const x = `x${p * stride + kw * dilation}`;
    return inLanes === 1
      ? `a${p} += ${x} * w0;`
      : `a${p} += ${x}.x * w0 + ${x}.y * w1 + ${x}.z * w2 + ${x}.w * w3;`;
  };
  const taps = range(kernel).map(
    (kw) => `{
        let at = ((kh * ${kernel} + ${kw}) * sizes.groupChannels + c * ${inLanes}) * outVectors + f;
        ${range(inLanes)
          .map((i) => `let w${i} = weight[at + ${i} * outVectors];`)
          .join(" ")}
        ${range(pixels)
          .map((p) => products(p, kw))
          .join("\n        ")}
      }`
  );
  const store = (p: number) => {
    const index = `out + ${p} * outVectors`;
    const value = finished(bias ? `(a${p} + bias[f])` : `a${p}`, index, outType, epilogue);
    const guard = pixels === 1 ? "" : `if (ow + ${p} < sizes.outWidth) `;
    return `${guard}{ y[${index}] = ${value}; }`;
  };
  return shader({
    uniforms: {gate: epilogue.gated},
    read: {
      x: inType,
      weight: outType,
      bias: bias && outType,
      addend: epilogue.addendScale !== undefined && outType
    },
    write: {y: outType},
    sizes: {...sizesOfWindows(geometry, {inLanes, outLanes}), tiles},
    threads: batch * outHeight * tiles * outVectors,
    declarations: `
fn load(row: i32, column: i32, c: i32) -> ${inType} {
  if (column < 0 || column >= sizes.width) { return ${inType}(0); }
  return x[(row + column) * sizes.inVectors + c];
}`,
    body: `
  let outVectors = sizes.outVectors;
  let f = i32(t) % outVectors;
  let tile = i32(t) / outVectors;
  let ow = (tile % sizes.tiles) * ${pixels};
  let oh = tile / sizes.tiles % sizes.outHeight;
  let n = tile / (sizes.tiles * sizes.outHeight);
  let groupVectors = sizes.groupChannels / ${inLanes};
  let first = ${groups === 1 ? "0" : `f * ${outLanes} / sizes.groupFilters * groupVectors`};
  ${range(pixels)
    .map((p) => `var a${p} = ${outType}(0);`)
    .join(" ")}
  let column = ow * ${stride} - ${padding};
  for (var kh = 0; kh < ${kernel}; kh++) {
    let ih = oh * ${stride} + kh * ${dilation} - ${padding};
    if (ih < 0 || ih >= sizes.height) { continue; }
    let row = (n * sizes.height + ih) * sizes.width;
    for (var c = 0; c < groupVectors; c++) {
      ${columns.map((i) => `let x${i} = load(row, column + ${i}, first + c);`).join("\n      ")}
      ${taps.join("\n      ")}
    }
  }
  let out = ((n * sizes.outHeight + oh) * sizes.outWidth + ow) * outVectors + f;
  ${range(pixels).map(store).join("\n  ")}`
  });
}
