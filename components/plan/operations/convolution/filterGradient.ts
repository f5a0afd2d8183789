import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {manyProducts} from "../../machines/wasm/threads/worthSharing.js";
import {lanes, range, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {type Geometry, multiplyAddsOf, sizesOf, sizesOfWindows} from "./geometry.js";
import {channelSlots, filterBlock, positions, roundUp} from "./scratch.js";

/** x, dy, [gate: g₂] → partials `[parts, kernel, kernel, channels / groups, filters]` */
export interface FilterGradientKernel {
  readonly type: "filterGradient";
  readonly geometry: Geometry;
  readonly gated: boolean;
  readonly parts: number;
}

/** The kernel on each machine. */
export const filterGradient: KernelDescriptor<FilterGradientKernel> = {
  type: "filterGradient",
  shader: shaderOf,
  isShared: ({geometry}) => manyProducts(multiplyAddsOf(geometry)),
  bind({geometry, gated, parts}, {exports, scratch, share, at, maybe}) {
    const [x, dy, partials] = [at("x"), at("dy"), at("partials")];
    const gate = maybe(gated, "gate", gateBytes.residualBackward);
    const sizes = [...sizesOf(geometry), ...share];
    return () => exports.filterGradient(x, dy, gate, partials, scratch, parts, ...sizes);
  },
  scratchSize({geometry}) {
    const {batch, height, width, channels, outHeight, outWidth, filters} = geometry;
    const {kernel, padding, groups} = geometry;
    const slots = groups * roundUp(channels / groups, channelSlots);
    const sums = roundUp(filters / groups, filterBlock) * kernel * kernel * slots;
    const image = (height + 2 * padding) * (width + 2 * padding) * slots;
    const moved = padding > 0 || slots !== channels;
    const images = Math.min(batch, Math.ceil(positions / (outHeight * outWidth)));
    // Without windows, images are cut into chunks of positions.
    return sums + (moved ? Math.max(images * image, positions * slots) : 0);
  }
};

/** The most taps whose sums a thread keeps: more would need too many registers, and compile for seconds on software WebGPU. */
const mostTaps = 9;

/**
 * Partial sums of a filter's gradient: part p adds up the rows p, p + parts, … of all images' outputs. A thread makes
 * all taps, or of large windows a row of them, of two input channels and 4 filters (of one, where groups are narrower);
 * along a row it hands the columns that the next window shares on.
 *
 * - x `[batch, height, width, channels]`, dy `[batch, outHeight, outWidth, filters]`,
 *   partials `[parts, kernel, kernel, channels / groups, filters]`
 * - as many multiply–adds as the convolution itself; the parts are added in a fixed order by `reduce`, so that the
 *   result is the same, to the bit, at every run
 */
function shaderOf({geometry, gated, parts}: FilterGradientKernel): Shader {
  const {batch, channels, outHeight, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  const [groupChannels, groupFilters] = [channels / groups, filters / groups];
  const outLanes = lanes(groupFilters);
  const outType = vector(outLanes);
  const outVectors = filters / outLanes;
  const inLanes = kernel <= 3 && groupChannels % 2 === 0 ? 2 : 1; // more would need too many registers
  const inType = inLanes === 2 ? "vec2f" : "f32";
  const lanesOf = inLanes === 2 ? [".x", ".y"] : [""];
  const tapRows = kernel * kernel <= mostTaps ? kernel : 1; // that a thread makes
  const bands = kernel / tapRows;
  const top = bands === 1 ? "" : ` + top * ${dilation}`;
  const threadsAPart = bands * (groupChannels / inLanes) * outVectors;
  const kept = dilation === 1 ? Math.max(0, kernel - stride) : 0; // columns that the next window has too
  const taps = range(tapRows).flatMap((kh) => range(kernel).map((kw) => ({kh, kw})));
  const loaded = (kh: number, column: string) => `load(row${kh}, inside${kh}, ${column}, c)`;

  const rows = range(tapRows).map(
    (kh) => `let h${kh} = oh * ${stride} + ${kh * dilation - padding}${top};
    let inside${kh} = h${kh} >= 0 && h${kh} < sizes.height;
    let row${kh} = (n * sizes.height + h${kh}) * sizes.width;
    ${range(kept)
      .map((kw) => `var x${kh}_${kw} = ${loaded(kh, `${kw - padding}`)};`)
      .join(" ")}`
  );
  const source = (kh: number, kw: number) => (kw < kept ? `x${kh}_${kw}` : `n${kh}_${kw}`);
  const window = range(tapRows).map(
    (kh) => `${range(kernel)
      .filter((kw) => kw >= kept)
      .map((kw) => `let n${kh}_${kw} = ${loaded(kh, `ow * ${stride} + ${kw * dilation - padding}`)};`)
      .join(" ")}
      ${range(kernel)
        .flatMap((kw) => lanesOf.map((lane, i) => `a${kh}_${kw}_${i} += ${source(kh, kw)}${lane} * d;`))
        .join(" ")}
      ${range(kept)
        .map((kw) => `x${kh}_${kw} = ${source(kh, kw + stride)};`)
        .join(" ")}`
  );
  return shader({
    uniforms: {gate: gated},
    read: {x: inType, dy: outType},
    write: {partials: outType},
    sizes: {
      ...sizesOfWindows(geometry, {inLanes, outLanes}),
      ...{parts, threadsAPart, rows: batch * outHeight}
    },
    threads: parts * threadsAPart,
    declarations: `
fn load(row: i32, inside: bool, column: i32, c: i32) -> ${inType} {
  if (!inside || column < 0 || column >= sizes.width) { return ${inType}(0); }
  return x[(row + column) * sizes.inVectors + c];
}`,
    body: `
  let outVectors = sizes.outVectors;
  let outWidth = sizes.outWidth;
  let groupVectors = sizes.groupChannels / ${inLanes};
  let f = i32(t) % outVectors;
  let own = i32(t) / outVectors % groupVectors;
  let c = ${groups === 1 ? "own" : `f * ${outLanes} / sizes.groupFilters * groupVectors + own`};
  ${bands === 1 ? "" : `let top = i32(t) / (sizes.threadsAPart / ${bands}) % ${bands};`}
  let part = i32(t) / sizes.threadsAPart;
  ${taps.flatMap(({kh, kw}) => lanesOf.map((_, i) => `var a${kh}_${kw}_${i} = ${outType}(0);`)).join(" ")}
  for (var row = part; row < sizes.rows; row += sizes.parts) {
    let n = row / sizes.outHeight;
    let oh = row % sizes.outHeight;
    ${rows.join("\n    ")}
    for (var ow = 0; ow < outWidth; ow++) {
      let d = dy[(row * outWidth + ow) * outVectors + f];
      ${window.join("\n      ")}
    }
  }
  let firstTap = part * ${kernel * kernel}${bands === 1 ? "" : ` + top * ${kernel}`};
  let out = (firstTap * sizes.groupChannels + own * ${inLanes}) * outVectors + f;
  ${taps
    .flatMap(({kh, kw}) =>
      lanesOf.map((_, i) => {
        const place = `(${kh * kernel + kw} * sizes.groupChannels + ${i}) * outVectors`;
        return `partials[out + ${place}] = ${gated ? "gate.z * " : ""}a${kh}_${kw}_${i};`;
      })
    )
    .join("\n  ")}`
  });
}
