import {type DatasetName, datasetOf} from "./descriptors.js";
import {type Dataset, type LabelledImages, pickImages} from "./images.js";

/** Which classes of a data set are there, by its name in a spec: its name shown to readers. Of an odd number the first half has one more. */
export const classSubsets = {
  all: "all",
  first: "the first half",
  last: "the last half"
};

/** The name of such a choice. */
export type ClassSubset = keyof typeof classSubsets;

/** Returns how many classes there are in a choice of a data set's. */
export function classCount({name, classes = "all"}: {name: DatasetName; classes?: ClassSubset}): number {
  const [begin, end] = rangeOf(classes, datasetOf(name).numClasses);
  return end - begin;
}

/**
 * Returns *dataset* with the images of some of its classes alone, which are numbered from 0 again. Mean and deviation stay those of
 * all classes: what a network has learned of some is then of use for the others, whose pixels are prepared alike.
 */
export function ofClasses(dataset: Dataset, classes: ClassSubset): Dataset {
  if (classes === "all") return dataset;
  const range = rangeOf(classes, dataset.train.classes.length);
  return {...dataset, train: within(dataset.train, range), test: within(dataset.test, range)};
}

function rangeOf(classes: ClassSubset, count: number): readonly [begin: number, end: number] {
  const half = Math.ceil(count / 2);
  return ({all: [0, count], first: [0, half], last: [half, count]} as const)[classes];
}

function within(images: LabelledImages, [begin, end]: readonly [number, number]): LabelledImages {
  const isIn = (label: number) => label >= begin && label < end;
  const kept = pickImages(
    images,
    [...images.labels.keys()].filter((i) => isIn(images.labels[i]))
  );
  const labels = kept.labels.map((label) => label - begin);
  return {...kept, classes: images.classes.slice(begin, end), labels};
}
