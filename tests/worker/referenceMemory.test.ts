import {expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {openModel} from "../../components/worker/openModel.js";
import {checkReferenceMemory} from "../../components/worker/referenceMemory.js";

const large = namedNetwork("resnet50", {size: 32, numClasses: 10});

test("checkReferenceMemory(network, batch) refuses a step that no tab bears, and says how large it is", () => {
  expect(() => checkReferenceMemory(large, 100_000)).toThrow(
    /^not enough memory: a step of 100000 images takes about [\d,]+ MB on the reference executor; it has 4,096 MB at most, so choose a smaller batch$/
  );
  expect(() => checkReferenceMemory(large, 32)).not.toThrow();
  for (const name of ["cifar-resnet-110", "cifar-plain-56"])
    expect(() => checkReferenceMemory(namedNetwork(name, {size: 32, numClasses: 10}), 128)).not.toThrow();
});

test("openModel(network) refuses it before TensorFlow.js is loaded and memory is taken", async () => {
  let loaded = false;
  const reference = async () => void (loaded = true);
  await expect(
    openModel(large, {batch: 100_000, seed: 1}, {reference, executor: "reference"})
  ).rejects.toThrow("not enough memory");
  expect(loaded).toBe(false);
});
