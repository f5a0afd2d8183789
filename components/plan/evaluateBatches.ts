import type {BatchResult} from "../model/model.js";
import type {Machine} from "./machine.js";
import type {Program} from "./program.js";
import type {Tensor} from "./tensor.js";

/** A program that computes the loss of a *batch* of images, and its tensors. */
export interface Evaluation {
  readonly program: Program;
  readonly batch: number;
  readonly images: Tensor;
  readonly labels: Tensor;
  readonly metrics: Tensor;
  readonly dropped: ReadonlySet<string>;
}

/**
 * Returns the mean loss and the error count of any number of images, batch by batch; the last is filled up with no images.
 *
 * - *images*: `[count, height, width, channels]`; *labels*: `[count]`
 */
export async function evaluateBatches(
  machine: Machine,
  {program, batch, dropped, ...tensors}: Evaluation,
  {images, labels}: {images: Float32Array; labels: Int32Array}
): Promise<BatchResult> {
  const imageSize = tensors.images.size / batch;
  const results: Promise<Float32Array[]>[] = [];
  const counts: number[] = [];
  for (let first = 0; first < labels.length; first += batch) {
    const last = Math.min(first + batch, labels.length);
    const padded = new Int32Array(batch).fill(-1); // no images
    padded.set(labels.subarray(first, last));
    machine.write(tensors.images, images.subarray(first * imageSize, last * imageSize));
    machine.write(tensors.labels, padded);
    results.push(machine.run(program, [tensors.metrics], dropped));
    counts.push(last - first);
  }
  const parts = (await Promise.all(results)).map(([[lossNats, errors]]) => ({lossNats, errors}));
  return {
    lossNats: parts.reduce((sum, {lossNats}, i) => sum + lossNats * counts[i], 0) / labels.length,
    errors: parts.reduce((sum, {errors}) => sum + errors, 0)
  };
}
