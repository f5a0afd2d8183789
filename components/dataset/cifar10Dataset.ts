import type {Cifar10} from "./cifar10.js";
import {keptCifar10} from "./cifarStore.js";
import {type Dataset, halve, type ImageSize, toDataset} from "./images.js";

/**
 * Returns CIFAR-10, averaged down if *size* is 16. *source* is where it comes from; by default what this browser keeps.
 *
 * Rejects if it is not there.
 */
export async function cifar10Dataset(
  size: ImageSize,
  source: () => Promise<Cifar10 | undefined> = keptCifar10
): Promise<Dataset> {
  const images = await source();
  if (!images) throw new Error("CIFAR-10 is not here yet; drop cifar-10-binary.tar.gz on the course's page");
  const {train, test} = images;
  return size === 32 ? toDataset("cifar10", train, test) : toDataset("cifar10", halve(train), halve(test));
}
