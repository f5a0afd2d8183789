import {type Shader, shader, workgroupSize} from "../../machines/webgpu/shader.js";
import {addThreads, sharedTotals} from "../../machines/webgpu/total.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * logits `[batch, classes]`, labels `[batch]` (int32; a negative one is no image) → metrics `[2]` (mean loss, error
 * count), [dlogits]
 */
export interface CrossEntropyKernel {
  readonly type: "crossEntropy";
  readonly batch: number;
  readonly classes: number;
  readonly gradient: boolean;
}

/** The kernel on each machine. */
export const crossEntropy: KernelDescriptor<CrossEntropyKernel> = {
  type: "crossEntropy",
  shader: shaderOf,
  bind({batch, classes, gradient}, {exports, at, maybe}) {
    const [logits, labels, metrics] = [at("logits"), at("labels"), at("metrics")];
    const dlogits = maybe(gradient, "dlogits");
    return () => exports.crossEntropy(logits, labels, metrics, dlogits, batch, classes);
  }
};

/**
 * Mean softmax cross-entropy in nats and the number of errors, and the gradient (softmax − one-hot) / images. One
 * workgroup: a batch is small.
 *
 * - logits, dlogits `[batch, classes]`, labels `[batch]` int32, of which negative ones are no images; metrics `[2]`
 */
function shaderOf({batch, classes, gradient}: CrossEntropyKernel): Shader {
  const gradientOf = `
    for (var j = 0u; j < ${classes}u; j++) {
      var d = 0f;
      if (label >= 0) { d = (exp(logits[first + j] - most) / total - select(0f, 1f, i32(j) == label)) / images; }
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
    for (var j = 0u; j < ${classes}u; j++) { total += exp(logits[first + j] - most); }
    if (label >= 0) {
      sum += vec2f(log(total) + most - logits[first + u32(label)], select(0f, 1f, best != label));
    }${gradient ? gradientOf : ""}
  }
  ${addThreads}
  if (l == 0u) {
    metrics[0] = sum.x / images;
    metrics[1] = sum.y;
  }`
  });
}
