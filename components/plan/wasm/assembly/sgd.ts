import {float, mulAdd, vector} from "./simd";

/**
 * Moves every parameter one step: v ← momentum·v + (g + weightDecay·p), p ← p − learningRate·v.
 *
 * - *gradients*, *parameters*, *velocities*: `[size]`; *hyper*: `[4]` (learning rate, momentum, weight decay, unused)
 *
 * 3 multiply–adds and 20 bytes a parameter.
 */
export function sgd(gradients: usize, hyper: usize, parameters: usize, velocities: usize, size: i32): void {
  const rate = load<f32>(hyper);
  const share = load<f32>(hyper, 4);
  const decay = load<f32>(hyper, 8);
  const rates = f32x4.splat(rate);
  const shares = f32x4.splat(share);
  const decays = f32x4.splat(decay);
  const bytes = (<usize>size) << 2;
  const vectors = (<usize>(size & ~3)) << 2;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
    const p = v128.load(parameters + at);
    const g = mulAdd(v128.load(gradients + at), p, decays);
    const v = mulAdd(g, v128.load(velocities + at), shares);
    v128.store(velocities + at, v);
    v128.store(parameters + at, f32x4.sub(p, f32x4.mul(v, rates)));
  }
  for (; at < bytes; at += float) {
    const p = load<f32>(parameters + at);
    const g = load<f32>(gradients + at) + p * decay;
    const v = g + load<f32>(velocities + at) * share;
    store<f32>(velocities + at, v);
    store<f32>(parameters + at, p - v * rate);
  }
}
