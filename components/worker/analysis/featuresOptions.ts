import {type Batch, testBatches} from "../../dataset/batches.js";
import {type Dataset, sliceImages} from "../../dataset/images.js";
import {type RunSpec, toNetwork} from "../../experiment/runSpec.js";
import {blockShapes} from "../../network/blockShapes.js";
import {stemOutput} from "../../network/stemOutput.js";
import type {FeaturesRequest} from "../../protocol/analyses.js";
import {checkCount, checkWholeBatches} from "./checkCount.js";
import type {FeaturesOptions, ReadPart} from "./features.js";

/** Returns what a request for features asks to measure, on the first test images. Throws if a value is not allowed. */
export function featuresOptions(
  {spec, images, shown = [], noise = 0.05}: FeaturesRequest & {spec: RunSpec},
  dataset: Dataset
): FeaturesOptions {
  const {batch, seed} = spec;
  const whole = Math.floor(Math.min(1024, dataset.test.count) / batch) * batch;
  const count = checkCount("images", images ?? whole, [2 * batch, dataset.test.count]);
  checkWholeBatches(count, batch);
  for (const image of shown) checkCount("image", image, [0, batch - 1]);
  if (!(noise > 0 && noise <= 10))
    throw new RangeError(`invalid noise: ${noise}; it must be a number above 0, and at most 10`);
  return {
    ...{batch, seed, shown, noise, parts: partsOf(spec)},
    images: firstTestImages(dataset, count),
    classes: dataset.test.classes.length
  };
}

/** The stem, if there is one, and the blocks. */
function partsOf(spec: RunSpec): ReadPart[] {
  const {name, expression, input} = toNetwork(spec);
  const blocks = blockShapes(expression, input);
  if (blocks.length === 0) throw new RangeError(`invalid network: ${name}; it has no blocks to read`);
  const stem = stemOutput(expression);
  return [
    ...(stem === undefined ? [] : [{part: "stem", read: stem, volume: blocks[0].input}]),
    ...blocks.map(({name, output}) => ({part: name, read: name, volume: output}))
  ];
}

function firstTestImages(dataset: Dataset, count: number): Batch {
  const [batch] = testBatches({...dataset, test: sliceImages(dataset.test, 0, count)}, {batch: count});
  return batch;
}
