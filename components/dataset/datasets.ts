import type {Cifar10} from "./cifar10.js";
import {cifar10Dataset} from "./cifar10Dataset.js";
import {datasetKey} from "./datasetKey.js";
import {type DatasetName, datasetOf} from "./descriptors.js";
import type {Dataset, ImageSize} from "./images.js";
import {type NormalizationName, normalizedBy} from "./normalization.js";
import type {DifficultyName} from "./shapesDifficulty.js";

/** Which images to train on. */
export interface DatasetChoice {
  name: DatasetName;
  size: ImageSize;
  /** Of Shapes-10. Defaults to plain. */
  difficulty?: DifficultyName;
  /** What is done to its pixels. Defaults to mean and deviation. */
  normalization?: NormalizationName;
}

/** Options of loadDataset. */
export interface DatasetOptions {
  /** Where CIFAR-10 comes from. Defaults to what this browser keeps. */
  cifar10?: () => Promise<Cifar10 | undefined>;
}

/** The last data set made, since runs of one experiment share it. */
let last: {key: string; dataset: Promise<Dataset>} | undefined;

/** Returns a data set, loaded once for runs that follow each other. Rejects if it cannot be loaded. */
export function loadDataset(choice: DatasetChoice, {cifar10}: DatasetOptions = {}): Promise<Dataset> {
  const {name, size, difficulty, normalization = "deviation"} = choice;
  const key = datasetKey(choice);
  if (last?.key !== key) {
    const images =
      name === "cifar10" && cifar10 ? cifar10Dataset(size, cifar10) : datasetOf(name).load(size, difficulty);
    const dataset = images.then((images) => normalizedBy(images, normalization));
    last = {key, dataset};
    dataset.catch(() => {
      if (last?.dataset === dataset) last = undefined; // unless another has been asked for since
    });
  }
  return last!.dataset;
}

/** Forgets the data set that is held, after another was dropped. */
export function forgetLoadedDataset(): void {
  last = undefined;
}
