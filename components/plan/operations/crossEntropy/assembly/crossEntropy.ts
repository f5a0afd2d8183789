import {float} from "../../../machines/wasm/assembly/simd";

/**
 * metrics = mean softmax cross-entropy in nats, number of images whose largest logit is not their label's;
 * dlogits = (softmax − target) / images, where the target is (1 − ε)·one-hot + ε / classes. A negative label is no image: it counts nowhere, and its gradient is 0.
 *
 * - *logits*, *dlogits*: `[batch, classes]`, *dlogits* null if there is no gradient; *labels*: `[batch]`, int32
 * - *metrics*: `[2]`
 *
 * 2 exponentials and 8 bytes a logit.
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  metrics: usize,
  dlogits: usize,
  batch: i32,
  classes: i32,
  labelSmoothing: f32
): void {
  const row = (<usize>classes) << 2;
  let images = 0;
  for (let n = 0; n < batch; n++) if (load<i32>(labels + ((<usize>n) << 2)) >= 0) images++;
  const share: f32 = images > 0 ? <f32>1 / <f32>images : 0;
  let loss: f64 = 0;
  let errors = 0;
  for (let n = 0; n < batch; n++) {
    const label = load<i32>(labels + ((<usize>n) << 2));
    if (label < 0) {
      if (dlogits) memory.fill(dlogits, 0, row);
    } else {
      let largest = 0;
      for (let i = 1; i < classes; i++) {
        if (load<f32>(logits + ((<usize>i) << 2)) > load<f32>(logits + ((<usize>largest) << 2))) largest = i;
      }
      const top = load<f32>(logits + ((<usize>largest) << 2));
      let sum: f32 = 0;
      for (let at: usize = 0; at < row; at += float) sum += Mathf.exp(load<f32>(logits + at) - top);
      const normalizer = Mathf.log(sum) + top; // −ln p = normalizer − logit
      const own = normalizer - load<f32>(logits + ((<usize>label) << 2));
      loss += <f64>(labelSmoothing > 0 ? smoothed(logits, row, normalizer, own, labelSmoothing) : own);
      if (largest !== label) errors++;
      if (dlogits) writeGradient(logits, dlogits, row, top, sum, share, (<usize>label) << 2, labelSmoothing);
    }
    logits += row;
    if (dlogits) dlogits += row;
  }
  store<f32>(metrics, images > 0 ? <f32>(loss / <f64>images) : 0);
  store<f32>(metrics + float, <f32>errors);
}

function writeGradient(
  logits: usize,
  dlogits: usize,
  row: usize,
  top: f32,
  sum: f32,
  share: f32,
  label: usize,
  labelSmoothing: f32
): void {
  const others = labelSmoothing / <f32>(row >> 2);
  for (let at: usize = 0; at < row; at += float) {
    store<f32>(dlogits + at, (Mathf.exp(load<f32>(logits + at) - top) / sum - others) * share);
  }
  store<f32>(dlogits + label, load<f32>(dlogits + label) - (1 - labelSmoothing) * share);
}

/** Returns (1 − ε)·own + ε·(the mean of −ln p over all classes), where *own* is the label's −ln p. */
function smoothed(logits: usize, row: usize, normalizer: f32, own: f32, labelSmoothing: f32): f32 {
  let sum: f32 = 0;
  for (let at: usize = 0; at < row; at += float) sum += normalizer - load<f32>(logits + at);
  return (1 - labelSmoothing) * own + labelSmoothing * (sum / <f32>(row >> 2));
}
