import {type Batch, testBatches} from "../../dataset/batches.js";
import {type Dataset, sliceImages} from "../../dataset/images.js";
import type {TestResult} from "../../protocol/analyses.js";
import {checkCount} from "./checkCount.js";
import type {TestedModel} from "./subject.js";

/**
 * Returns the first *count* test images of a data set, or all there are, normalized, to be measured on again and again.
 * **batch** is the number in one evaluation, and defaults to 128.
 */
export function testImages(dataset: Dataset, count: number, {batch = 128} = {}): Batch[] {
  checkCount("images", count, [1, 100_000]);
  return [...testBatches({...dataset, test: sliceImages(dataset.test, 0, count)}, {batch})];
}

/** Returns loss and error of a *model* on *images*. */
export async function testResult(model: TestedModel, images: readonly Batch[]): Promise<TestResult> {
  const counts = images.map(({labels}) => labels.length);
  const results = await Promise.all(images.map(({images, labels}) => model.evaluate(images, labels)));
  const count = counts.reduce((sum, count) => sum + count, 0);
  return {
    lossNats: results.reduce((sum, {lossNats}, i) => sum + lossNats * counts[i], 0) / count,
    error: results.reduce((sum, {errors}) => sum + errors, 0) / count
  };
}
