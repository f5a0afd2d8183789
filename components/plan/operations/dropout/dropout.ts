import {dropThreshold} from "../../../model/dropoutMask.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * x, seed (its lower and upper 16 bits) → y = x·mask / (1 − rate), where the mask is 0 for a share of *rate* of the numbers,
 * chosen by seed, *key* and place: see model/dropoutMask.ts
 */
export interface DropoutKernel {
  readonly type: "dropout";
  readonly size: number;
  readonly rate: number;
  /** Tells layers apart. */
  readonly key: number;
  readonly accumulate: boolean;
}

/** The kernel on each machine; the gradient is the same. */
export const dropout: KernelDescriptor<DropoutKernel> = {
  type: "dropout",
  shader: shaderOf,
  bind({size, rate, key, accumulate}, {exports, at}) {
    const [x, y, seed, adds] = [at("x"), at("y"), at("seed"), Number(accumulate)];
    const [threshold, factor] = [dropThreshold(rate), 1 / (1 - rate)];
    return () => exports.dropout(x, seed, y, size, key, threshold, factor, adds);
  }
};

/** Draws number t's hash as hash in random/random.ts does. Reads x once, writes (or changes) y once. */
function shaderOf({size, rate, key, accumulate}: DropoutKernel): Shader {
  return shader({
    uniforms: {seed: true},
    read: {x: "f32"},
    write: {y: "f32"},
    threads: size,
    declarations: `
fn hash(seed: u32, index: u32) -> u32 {
  var h = seed ^ (index * 0x9e3779b1u);
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}`,
    body: `
  let layerSeed = hash(u32(seed.x) | (u32(seed.y) << 16u), ${key}u);
  let v = select(0f, ${float(1 / (1 - rate))} * x[t], hash(layerSeed, t) >= ${dropThreshold(rate)}u);
  y[t] = ${accumulate ? "y[t] + " : ""}v;`
  });
}
