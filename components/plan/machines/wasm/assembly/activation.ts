import {float} from "./simd";

/** Codes of the activations; activationCodes.ts has them too. */
export const relu: i32 = 1;
export const tanh: i32 = 2;
export const sigmoid: i32 = 3;

/** Returns the activation of *x*. */
function activated(x: f32, activation: i32): f32 {
  return activation === tanh ? Mathf.tanh(x) : <f32>1 / (<f32>1 + Mathf.exp(-x));
}

/** Returns the lowest value that an activation passes on, for a maximum: −∞ or, of relu, 0. */
export function lowestOf(activation: i32): f32 {
  return activation === relu ? 0 : -(<f32>Infinity);
}

/** Does in place what an activation does beyond a maximum: tanh and sigmoid. 8 bytes a value. */
export function bend(y: usize, size: i32, activation: i32): void {
  if (activation <= relu) return;
  const end = y + ((<usize>size) << 2);
  for (; y < end; y += float) store<f32>(y, activated(load<f32>(y), activation));
}
