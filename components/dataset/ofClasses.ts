import {classRange, type ClassSubset} from "./classSubset.js";
import {type Dataset, type LabelledImages, pickImages} from "./images.js";

/**
 * Returns *dataset* with the images of some of its classes alone, which are numbered from 0 again. Mean and deviation stay those of
 * all classes: what a network has learned of some is then of use for the others, whose pixels are prepared alike.
 */
export function ofClasses(dataset: Dataset, classes: ClassSubset): Dataset {
  if (classes === "all") return dataset;
  const range = classRange(classes, dataset.train.classes.length);
  return {...dataset, train: within(dataset.train, range), test: within(dataset.test, range)};
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
