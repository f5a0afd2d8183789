import type {Cifar10} from "./cifar10.js";
import {keptCifar10} from "./cifarStore.js";
import {type Dataset, type DatasetName, halve, type ImageSize, toDataset} from "./images.js";
import {shapes10} from "./shapes.js";

/** Which images to train on. */
export interface DatasetChoice {
  name: DatasetName;
  size: ImageSize;
}

/** Options of loadDataset. */
export interface DatasetOptions {
  /** Where CIFAR-10 comes from. Defaults to what this browser keeps. */
  cifar10?: () => Promise<Cifar10 | undefined>;
}

/** Shapes-10's own seed: it is one set of images, whatever seed a run has. */
const shapesSeed = 2015;
const shapesCount = {train: 10_000, test: 2_000};

/** The last data set made, since runs of one experiment share it. */
let last: {key: string; dataset: Promise<Dataset>} | undefined;

/**
 * Returns a data set: Shapes-10 made on the spot, or CIFAR-10 as it was dropped, averaged down if **size** is 16.
 *
 * Rejects if CIFAR-10 is asked for and is not there.
 */
export function loadDataset(choice: DatasetChoice, options: DatasetOptions = {}): Promise<Dataset> {
  const key = `${choice.name} ${choice.size}`;
  if (last?.key !== key) {
    const dataset = choice.name === "shapes" ? makeShapes(choice.size) : loadCifar10(choice.size, options);
    last = {key, dataset};
    dataset.catch(() => {
      if (last?.dataset === dataset) last = undefined; // and not one that was asked for since
    });
  }
  return last!.dataset;
}

/** Forgets the data set that is held, after another was dropped. */
export function forgetLoadedDataset(): void {
  last = undefined;
}

async function makeShapes(size: ImageSize): Promise<Dataset> {
  const split = (split: "train" | "test") =>
    shapes10({size, count: shapesCount[split], seed: shapesSeed, split});
  return toDataset("shapes", split("train"), split("test"));
}

async function loadCifar10(size: ImageSize, {cifar10 = keptCifar10}: DatasetOptions): Promise<Dataset> {
  const images = await cifar10();
  if (!images) throw new Error("CIFAR-10 is not here yet; drop cifar-10-binary.tar.gz on the course's page");
  const {train, test} = images;
  return size === 32 ? toDataset("cifar10", train, test) : toDataset("cifar10", halve(train), halve(test));
}
