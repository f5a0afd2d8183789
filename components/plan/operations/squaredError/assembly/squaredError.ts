import {float} from "../../../machines/wasm/assembly/simd";

/**
 * metrics = mean of (output − target)², 0; doutput = 2·(output − target) / size. All else `[size]`.
 *
 * 2 multiply–adds and 12 bytes a value.
 */
export function squaredError(output: usize, target: usize, metrics: usize, doutput: usize, size: i32): void {
  const factor: f32 = <f32>2 / <f32>size;
  const bytes = (<usize>size) << 2;
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += float) {
    const error = load<f32>(output + at) - load<f32>(target + at);
    sum += <f64>error * <f64>error;
    store<f32>(doutput + at, error * factor);
  }
  store<f32>(metrics, <f32>(sum / <f64>size));
  store<f32>(metrics + float, 0);
}
