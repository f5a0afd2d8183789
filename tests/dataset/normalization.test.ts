import {expect, test} from "vitest";
import {testBatches} from "../../components/dataset/batches.js";
import {normalizedBy} from "../../components/dataset/normalization.js";
import {tinyDataset} from "../worker/tinyDataset.js";

function imagesOf(dataset: ReturnType<typeof tinyDataset>): Float32Array {
  const [{images}] = testBatches(dataset, {batch: 1});
  return images;
}

test("normalizedBy(dataset, name) takes out nothing, the mean, or mean and deviation", () => {
  const dataset = tinyDataset();
  const all = imagesOf(dataset);
  const [none, mean, deviation] = (["none", "mean", "deviation"] as const).map((name) =>
    imagesOf(normalizedBy(dataset, name))
  );
  expect(deviation).toEqual(all);
  none.forEach((value, i) => {
    expect(value).toBeCloseTo(dataset.test.pixels[i] / 255, 6);
    expect(mean[i]).toBeCloseTo(value - dataset.mean[i % 3], 6);
    expect(deviation[i]).toBeCloseTo(mean[i] / dataset.deviation[i % 3], 5);
  });
});
