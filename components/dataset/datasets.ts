import type {Cifar10} from "./cifar10.js";
import {cifar10Dataset} from "./cifar10Dataset.js";
import type {ClassSubset} from "./classSubset.js";
import {type DatasetChoice, datasetKey} from "./datasetChoice.js";
import {datasetOf} from "./descriptors.js";
import type {Dataset} from "./images.js";
import {type NormalizationName, normalizedBy} from "./normalization.js";
import {ofClasses} from "./ofClasses.js";

/** Options of loadDataset. */
export interface DatasetOptions {
  /** Where CIFAR-10 comes from. Defaults to what this browser keeps. */
  cifar10?: () => Promise<Cifar10 | undefined>;
}

/** The last images made, since runs of one experiment share them, and what was made of them. */
let last: {key: string; images: Promise<Dataset>; made: Map<Making, Promise<Dataset>>} | undefined;

/** What is made of images. */
type Making = `${NormalizationName} ${ClassSubset}`;

/** Returns a data set, loaded once for runs that follow each other. Rejects if it cannot be loaded. */
export function loadDataset(
  {normalization = "deviation", classes = "all", ...choice}: DatasetChoice,
  {cifar10}: DatasetOptions = {}
): Promise<Dataset> {
  const {name, size} = choice;
  const key = datasetKey(choice);
  if (last?.key !== key || datasetOf(name).changes) {
    const images =
      name === "cifar10" && cifar10 ? cifar10Dataset(size, cifar10) : datasetOf(name).load(choice);
    last = {key, images, made: new Map()};
    images.catch(() => {
      if (last?.images === images) last = undefined; // unless others have been asked for since
    });
  }
  const {images, made} = last!;
  const making: Making = `${normalization} ${classes}`;
  const dataset =
    made.get(making) ?? images.then((images) => ofClasses(normalizedBy(images, normalization), classes));
  made.set(making, dataset);
  return dataset;
}

/** Forgets the data set that is held, after another was dropped. */
export function forgetLoadedDataset(): void {
  last = undefined;
}
