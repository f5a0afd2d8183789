import {gateAt, loadSome, storeSome, vector} from "../../../machines/wasm/assembly/simd";

/**
 * partials[part] = g₂·Σ dy over the part's rows: the gradient of a bias.
 *
 * - *dy*: `[rows, channels]`; *gate*: g₂, or null; *partials*: `[parts, channels]`
 *
 * 1 addition and 4 bytes a value.
 */
export function biasGradient(
  dy: usize,
  gate: usize,
  partials: usize,
  rows: i32,
  channels: i32,
  parts: i32
): void {
  const g2 = gateAt(gate);
  const row = (<usize>channels) << 2;
  for (let part = 0; part < parts; part++) {
    const end =
      dy + <usize>(<i32>((<i64>rows * (part + 1)) / parts) - <i32>((<i64>rows * part) / parts)) * row;
    let at: usize = 0;
    for (let left = channels; left > 0; left -= 4) {
      let sum = f32x4.splat(0);
      for (let from = dy + at; from < end; from += row) sum = f32x4.add(sum, loadSome(from, left));
      storeSome(partials + at, f32x4.mul(sum, f32x4.splat(g2)), left);
      at += vector;
    }
    dy = end;
    partials += row;
  }
}
