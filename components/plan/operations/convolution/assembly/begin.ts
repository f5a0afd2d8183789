import {float, mulAdd, mulAddFloat, vector} from "../../../machines/wasm/assembly/simd";

/** y = offset + factor·addend, where the addend may be missing: what a convolution is added to. */
export function begin(y: usize, offset: usize, addend: usize, factor: f32, rows: i32, channels: i32): void {
  const factors = f32x4.splat(factor);
  const vectors = (<usize>(channels & ~3)) << 2;
  const end = (<usize>channels) << 2;
  for (; rows > 0; rows--) {
    let c: usize = 0;
    for (; c < vectors; c += vector) {
      let sum = v128.load(offset + c);
      if (addend) sum = mulAdd(sum, v128.load(addend + c), factors);
      v128.store(y + c, sum);
    }
    for (; c < end; c += float) {
      let sum = load<f32>(offset + c);
      if (addend) sum = mulAddFloat(sum, load<f32>(addend + c), factor);
      store<f32>(y + c, sum);
    }
    y += end;
    if (addend) addend += end;
  }
}

/** to = factor·from, `[channels]`; zeros where *from* is missing. */
export function scaleRow(to: usize, from: usize, factor: f32, channels: i32): void {
  for (let c = 0; c < channels; c++) {
    store<f32>(to + ((<usize>c) << 2), from ? factor * load<f32>(from + ((<usize>c) << 2)) : 0);
  }
}
