import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** A normalization across neighbouring channels; *size*, *alpha*, *beta* and *k* are the leaf's. */
export interface Response extends Rows {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

/** x → y = x / sums^β, [sums = k + α / size · Σ x²] */
export interface LocalResponseKernel extends Response {
  readonly type: "localResponse";
  readonly sums: boolean;
}

/** The kernel forward, on each machine. */
export const localResponse: KernelDescriptor<LocalResponseKernel> = {
  type: "localResponse",
  shader: forwardShader,
  bind({rows, channels, size, alpha, beta, k, sums}, {exports, scratch, at, maybe}) {
    const [x, y, kept] = [at("x"), at("y"), maybe(sums, "sums")];
    const factor = alpha / size;
    return () => exports.localResponse(x, y, kept, scratch, rows, channels, size, factor, beta, k);
  },
  scratchSize
};

/**
 * y = x / (k + α / size · Σ x²)^β, the sum over channels c − ⌊size / 2⌋ to c + ⌊(size − 1) / 2⌋ inside.
 *
 * - x, y, sums `[rows, channels]`
 * - size multiply–adds and a power a value; reads x about size times through caches
 */
function forwardShader({rows, channels, size, alpha, beta, k, sums}: LocalResponseKernel): Shader {
  const [before, after] = reachOf(size);
  return shader({
    read: {x: "f32"},
    write: {y: "f32", sums: sums && "f32"},
    threads: rows * channels,
    body: `
  ${neighbours(channels, before, after)}
  var squares = 0f;
  for (var i = first; i <= last; i++) { squares += x[i] * x[i]; }
  let sum = ${float(k)} + ${float(alpha / size)} * squares;
  y[t] = x[t] * pow(sum, ${float(-beta)});
  ${sums ? "sums[t] = sum;" : ""}`
  });
}

/** dy, x, sums → dx */
export interface LocalResponseGradientKernel extends Response {
  readonly type: "localResponseGradient";
  readonly accumulate: boolean;
}

/** The kernel back, on each machine. */
export const localResponseGradient: KernelDescriptor<LocalResponseGradientKernel> = {
  type: "localResponseGradient",
  shader: gradientShader,
  bind({rows, channels, size, alpha, beta, accumulate}, {exports, scratch, at}) {
    const [dy, x, sums, dx] = [at("dy"), at("x"), at("sums"), at("dx")];
    const factor = (2 * alpha * beta) / size;
    const adds = Number(accumulate);
    return () =>
      exports.localResponseGradient(dy, x, sums, dx, scratch, rows, channels, size, factor, beta, adds);
  },
  scratchSize
};

/**
 * dx = dy·sums^−β − 2αβ / size · x · Σ dy·x·sums^(−β − 1), the sum over those channels in whose sum this one is.
 *
 * - dy, x, sums, dx `[rows, channels]`
 * - size multiply–adds and powers a value
 */
function gradientShader(kernel: LocalResponseGradientKernel): Shader {
  const {rows, channels, size, alpha, beta, accumulate} = kernel;
  const [before, after] = reachOf(size);
  return shader({
    read: {dy: "f32", x: "f32", sums: "f32"},
    write: {dx: "f32"},
    threads: rows * channels,
    body: `
  ${neighbours(channels, after, before)}
  var shares = 0f;
  for (var i = first; i <= last; i++) { shares += dy[i] * x[i] * pow(sums[i], ${float(-beta - 1)}); }
  let v = dy[t] * pow(sums[t], ${float(-beta)}) - ${float((2 * alpha * beta) / size)} * x[t] * shares;
  dx[t] = ${accumulate ? "dx[t] + " : ""}v;`
  });
}

/** Returns how many channels below and above belong to a sum: as in PyTorch, one more below if the size is even. */
function reachOf(size: number): [before: number, after: number] {
  return [Math.floor(size / 2), Math.floor((size - 1) / 2)];
}

/** Returns WGSL that names the `first` and the `last` of a thread's neighbours. */
function neighbours(channels: number, before: number, after: number): string {
  return `let c = t % ${channels}u;
  let first = t - min(c, ${before}u);
  let last = t + min(${channels - 1}u - c, ${after}u);`;
}

/** A row, with zeros on both sides. */
function scratchSize({channels, size}: Response): number {
  return channels + size + 8;
}
