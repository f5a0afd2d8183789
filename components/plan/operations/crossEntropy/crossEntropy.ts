import {float, type Shader, shader, workgroupSize} from "../../machines/webgpu/shader.js";
import {addThreads, sharedTotals} from "../../machines/webgpu/total.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * logits `[batch, classes]`, labels `[batch]` (int32; a negative one is no image) → metrics `[2]` (mean loss, error
 * count), [dlogits]. With **labelSmoothing** ε the target is (1 − ε)·one-hot + ε / classes.
 */
export interface CrossEntropyKernel {
  readonly type: "crossEntropy";
  readonly batch: number;
  readonly classes: number;
  readonly gradient: boolean;
  readonly labelSmoothing: number;
}

/** The kernel on each machine. */
export const crossEntropy: KernelDescriptor<CrossEntropyKernel> = {
  type: "crossEntropy",
  shader: shaderOf,
  bind({batch, classes, gradient, labelSmoothing}, {exports, at, maybe}) {
    const [logits, labels, metrics] = [at("logits"), at("labels"), at("metrics")];
    const dlogits = maybe(gradient, "dlogits");
    return () => exports.crossEntropy(logits, labels, metrics, dlogits, batch, classes, labelSmoothing);
  }
};

/**
 * Mean softmax cross-entropy in nats and the number of errors, and the gradient (softmax − target) / images. One
 * workgroup: a batch is small.
 *
 * - logits, dlogits `[batch, classes]`, labels `[batch]` int32, of which negative ones are no images; metrics `[2]`
 */
function shaderOf({batch, classes, gradient, labelSmoothing}: CrossEntropyKernel): Shader {
  const smooths = labelSmoothing > 0;
  const [others, own] = smooths
    ? [float(labelSmoothing / classes), float(1 - labelSmoothing + labelSmoothing / classes)]
    : ["0f", "1f"];
  const lossOf = smooths
    ? `log(total) + most - ${float(1 - labelSmoothing)} * logits[first + u32(label)] - ${others} * sumOfLogits`
    : "log(total) + most - logits[first + u32(label)]";
  const gradientOf = `
    for (var j = 0u; j < ${classes}u; j++) {
      var d = 0f;
      if (label >= 0) { d = (exp(logits[first + j] - most) / total - select(${others}, ${own}, i32(j) == label)) / images; }
      dlogits[first + j] = d;
    }`;
  return shader({
    read: {logits: "f32", labels: "i32"},
    write: {metrics: "f32", dlogits: gradient && "f32"},
    declarations: sharedTotals,
    workgroups: [1, 1],
    body: `
  var images = 0f;
  for (var n = 0u; n < ${batch}u; n++) { images += select(0f, 1f, labels[n] >= 0); }
  images = max(images, 1f);
  var sum = vec2f(0);
  for (var n = l; n < ${batch}u; n += ${workgroupSize}u) {
    let label = labels[n];
    let first = n * ${classes}u;
    var most = logits[first];
    var best = 0;
    for (var j = 1u; j < ${classes}u; j++) {
      if (logits[first + j] > most) { most = logits[first + j]; best = i32(j); }
    }
    var total = 0f;
    for (var j = 0u; j < ${classes}u; j++) { total += exp(logits[first + j] - most); }${smooths ? sumLogits(classes) : ""}
    if (label >= 0) {
      sum += vec2f(${lossOf}, select(0f, 1f, best != label));
    }${gradient ? gradientOf : ""}
  }
  ${addThreads}
  if (l == 0u) {
    metrics[0] = sum.x / images;
    metrics[1] = sum.y;
  }`
  });
}

function sumLogits(classes: number): string {
  return `
    var sumOfLogits = 0f;
    for (var j = 0u; j < ${classes}u; j++) { sumOfLogits += logits[first + j]; }`;
}
