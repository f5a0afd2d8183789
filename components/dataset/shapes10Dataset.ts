import {type Dataset, type ImageSize, toDataset} from "./images.js";
import {shapes10} from "./shapes.js";
import {difficulties, type DifficultyName} from "./shapesDifficulty.js";

/** Shapes-10's own seed: it is one set of images, whatever seed a run has. */
const shapesSeed = 2015;
const shapesCount = {train: 10_000, test: 2_000};

/** Returns Shapes-10, made on the spot. */
export function shapes10Dataset(size: ImageSize, difficulty: DifficultyName = "plain"): Dataset {
  const split = (split: "train" | "test") =>
    shapes10({
      size,
      count: shapesCount[split],
      seed: shapesSeed,
      split,
      difficulty: difficulties[difficulty]
    });
  return toDataset("shapes", split("train"), split("test"));
}
