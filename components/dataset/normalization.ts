import type {Dataset} from "./images.js";

/** What is done to pixels, from 0 to 1, before a network sees them, by its name in a spec: its name shown to readers. */
export const normalizations = {
  deviation: "mean and deviation",
  mean: "the mean only",
  none: "nothing"
};

/** The name of a normalization. */
export type NormalizationName = keyof typeof normalizations;

/**
 * Returns *dataset* with the mean that is subtracted from each channel, 0 or its own, and the deviation by which it is divided,
 * 1 or its own. AlexNet subtracts the mean only, though that of each pixel (Krizhevsky et al. 2012, §2).
 */
export function normalizedBy(dataset: Dataset, normalization: NormalizationName): Dataset {
  return {
    ...dataset,
    ...(normalization !== "deviation" && {deviation: [1, 1, 1]}),
    ...(normalization === "none" && {mean: [0, 0, 0]})
  };
}
