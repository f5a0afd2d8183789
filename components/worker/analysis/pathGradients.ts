import {type Batch, createBatches} from "../../dataset/batches.js";
import type {Dataset} from "../../dataset/images.js";
import {vectorNorm} from "../../model/measurements.js";
import type {PathGradient, PathRequest} from "../../protocol/analyses.js";
import {createRandom, permutation} from "../../random/random.js";
import {checkCount} from "./checkCount.js";
import {type AnalysisControl, measureEach} from "./measureEach.js";
import {setGates, type Subject} from "./subject.js";

/** Options of pathGradients. */
export interface PathGradientOptions extends PathRequest {
  /** Images in a batch: the model's own number, if it has one. */
  batch: number;
  /** Chooses paths and batches. */
  seed: number;
}

/**
 * Measures the gradient that single paths of each length carry: a random batch goes forward through the whole trained
 * network, and back through the residual functions alone of *length* random blocks, through the shortcuts alone of all
 * others. Each path has a row; each round has one path of every length.
 *
 * Normalizations use the batch's statistics, as in a step of training. The loss is the batch's mean, so that norms of
 * different batch sizes differ. With stochastic depth no block is dropped: each counts by its probability, as in evaluation.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §5, "Vanishing gradients in residual networks", and Fig. 6 (b).
 */
export async function pathGradients(
  subject: Subject,
  dataset: Dataset,
  {batch, seed, ...request}: PathGradientOptions,
  control: AnalysisControl<PathGradient> = {}
): Promise<PathGradient[]> {
  const paths = samplePaths([...subject.gates.keys()], request, seed);
  const batches = createBatches(dataset, {batch, seed});
  try {
    return await measureEach(
      paths,
      async (crossed, i) => {
        const gradient = await pathGradient(subject, crossed, batches.at(i));
        return {length: crossed.size, norm: vectorNorm(gradient)};
      },
      control
    );
  } finally {
    setGates(subject);
  }
}

/**
 * Returns the gradient at a batch's images of the one path that goes through the residual functions of the blocks in
 * *crossed*, and through the shortcuts of the others. The forward pass is the whole network's, and so the gradients of
 * all 2ⁿ paths add up to the gradient itself: each block returns the sum of the gradients of its two branches.
 */
export async function pathGradient(
  subject: Subject,
  crossed: ReadonlySet<string>,
  {images, labels}: Batch
): Promise<Float32Array> {
  setGates(subject, (block) => (crossed.has(block) ? {shortcutBack: 0} : {residualBack: 0}));
  return subject.model.inputGradient(images, labels);
}

/** Returns the blocks that each path crosses. Throws if there is no choice of paths, or a request cannot be met. */
export function samplePaths(
  blocks: readonly string[],
  {samples = 10, lengths}: PathRequest,
  seed: number
): ReadonlySet<string>[] {
  if (blocks.length === 0)
    throw new RangeError("invalid network: no residual blocks; without shortcuts there is one path only");
  checkCount("samples", samples, [1, 10_000]);
  for (const length of lengths ?? []) checkCount("length", length, [0, blocks.length]);
  const all = lengths ?? Array.from({length: blocks.length + 1}, (_, length) => length);
  return Array.from({length: samples}, (_, sample) =>
    all.map((length) => {
      const order = permutation(blocks.length, createRandom(seed, sample * (blocks.length + 1) + length));
      return new Set(Array.from(order.subarray(0, length), (i) => blocks[i]));
    })
  ).flat();
}
