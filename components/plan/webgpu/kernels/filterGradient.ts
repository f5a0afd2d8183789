import type {KernelOf} from "../../kernel.js";
import {lanes, range, type Shader, shader, vector} from "../shader.js";

/**
 * Partial sums of a filter's gradient: part p adds up the rows p, p + parts, … of all images' outputs. A thread makes
 * all taps of one input channel and 4 filters; along a row it hands the columns that the next window shares on.
 *
 * - x `[batch, height, width, channels]`, dy `[batch, outHeight, outWidth, filters]`,
 *   partials `[parts, kernel, kernel, channels / groups, filters]`
 * - as many multiply–adds as the convolution itself; the parts are added in a fixed order by `reduce`, so that the
 *   result is the same, to the bit, at every run
 */
export function filterGradient({geometry, gated, parts}: KernelOf<"filterGradient">): Shader {
  const {batch, height, width, channels, outHeight, outWidth, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  const [groupChannels, groupFilters] = [channels / groups, filters / groups];
  const outLanes = lanes(groupFilters);
  const outType = vector(outLanes);
  const outVectors = filters / outLanes;
  const threadsAPart = groupChannels * outVectors;
  const kept = dilation === 1 ? Math.max(0, kernel - stride) : 0; // columns that the next window has too
  const taps = range(kernel).flatMap((kh) => range(kernel).map((kw) => ({kh, kw})));
  const loaded = (kh: number, column: string) => `load(row${kh}, inside${kh}, ${column}, c)`;

  const rows = range(kernel).map(
    (kh) => `let h${kh} = oh * ${stride} + ${kh * dilation - padding};
    let inside${kh} = h${kh} >= 0 && h${kh} < ${height};
    let row${kh} = (n * ${height} + h${kh}) * ${width};
    ${range(kept)
      .map((kw) => `var x${kh}_${kw} = ${loaded(kh, `${kw - padding}`)};`)
      .join(" ")}`
  );
  const source = (kh: number, kw: number) => (kw < kept ? `x${kh}_${kw}` : `n${kh}_${kw}`);
  const window = range(kernel).map(
    (kh) => `${range(kernel)
      .filter((kw) => kw >= kept)
      .map((kw) => `let n${kh}_${kw} = ${loaded(kh, `ow * ${stride} + ${kw * dilation - padding}`)};`)
      .join(" ")}
      ${range(kernel)
        .map((kw) => `a${kh}_${kw} += ${source(kh, kw)} * d;`)
        .join(" ")}
      ${range(kept)
        .map((kw) => `x${kh}_${kw} = ${source(kh, kw + stride)};`)
        .join(" ")}`
  );
  return shader({
    uniforms: {gate: gated},
    read: {x: "f32", dy: outType},
    write: {partials: outType},
    threads: parts * threadsAPart,
    declarations: `
fn load(row: i32, inside: bool, column: i32, c: i32) -> f32 {
  if (!inside || column < 0 || column >= ${width}) { return 0; }
  return x[(row + column) * ${channels} + c];
}`,
    body: `
  let f = i32(t) % ${outVectors};
  let own = i32(t) / ${outVectors} % ${groupChannels};
  let c = ${groups === 1 ? "own" : `f * ${outLanes} / ${groupFilters} * ${groupChannels} + own`};
  let part = i32(t) / ${threadsAPart};
  ${taps.map(({kh, kw}) => `var a${kh}_${kw} = ${outType}(0);`).join(" ")}
  for (var row = part; row < ${batch * outHeight}; row += ${parts}) {
    let n = row / ${outHeight};
    let oh = row % ${outHeight};
    ${rows.join("\n    ")}
    for (var ow = 0; ow < ${outWidth}; ow++) {
      let d = dy[(row * ${outWidth} + ow) * ${outVectors} + f];
      ${window.join("\n      ")}
    }
  }
  let out = (part * ${kernel * kernel * groupChannels} + own) * ${outVectors} + f;
  ${taps
    .map(
      ({kh, kw}) =>
        `partials[out + ${(kh * kernel + kw) * groupChannels * outVectors}] = ${gated ? "gate.z * " : ""}a${kh}_${kw};`
    )
    .join("\n  ")}`
  });
}
