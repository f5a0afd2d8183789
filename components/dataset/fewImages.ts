import {createRandom, hash, permutation} from "../random/random.js";
import {type LabelledImages, pickImages} from "./images.js";

/** Random numbers of a seed that choose images: not those that order or shift them (batches.ts). */
const choiceStream = 4;

/**
 * Returns *perClass* images of each class, which a *seed* chooses, or all if that is 0 or no class has more. More of them are those and
 * others: the images of 2 a class are among those of 5.
 */
export function fewImages(
  images: LabelledImages,
  {perClass, seed}: {perClass: number; seed: number}
): LabelledImages {
  if (perClass === 0) return images;
  const {count, classes, labels} = images;
  const found = classes.map(() => 0);
  const order = permutation(count, createRandom(hash(seed, choiceStream)));
  return pickImages(
    images,
    [...order].filter((i) => ++found[labels[i]] <= perClass)
  );
}
