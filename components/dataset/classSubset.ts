import {type DatasetName, datasetOf} from "./descriptors.js";
import {ownLimits} from "./ownLimits.js";

/** Which classes of a data set are there, by its name in a spec: its name shown to readers. Of an odd number the first half has one more. */
export const classSubsets = {
  all: "all",
  first: "the first half",
  last: "the last half"
};

/** The name of such a choice. */
export type ClassSubset = keyof typeof classSubsets;

/** Returns how many classes there are in a choice of a data set's; of a reader's own images it says how many, by default the least. */
export function classCount({
  name,
  classes = "all",
  numClasses = ownLimits.leastClasses
}: ClassesChosen): number {
  const [begin, end] = classRange(classes, datasetOf(name).numClasses ?? numClasses);
  return end - begin;
}

/** What says which classes there are. */
interface ClassesChosen {
  name: DatasetName;
  classes?: ClassSubset;
  numClasses?: number;
}

/** Returns which of *count* classes a choice has: from the first to before the last. */
export function classRange(classes: ClassSubset, count: number): readonly [begin: number, end: number] {
  const half = Math.ceil(count / 2);
  return ({all: [0, count], first: [0, half], last: [half, count]} as const)[classes];
}
