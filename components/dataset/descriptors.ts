import type {Dataset, ImageSize} from "./images.js";
import type {DifficultyName} from "./shapesDifficulty.js";

/** A data set that networks can be trained on: what is known of it before it is loaded, and how to load it. */
export interface DatasetDescriptor {
  /** Its name shown to readers. */
  readonly label: string;
  readonly numClasses: number;
  /** Returns its images, of a *size*; those that are drawn, with a *difficulty*. Rejects if they cannot be loaded. */
  load(size: ImageSize, difficulty?: DifficultyName): Promise<Dataset>;
}

/** Every data set, by the name that it has in a spec; the first is the default. */
export const datasets = {
  shapes: {
    label: "Shapes-10",
    numClasses: 10,
    load: async (size, difficulty) => (await import("./shapes10Dataset.js")).shapes10Dataset(size, difficulty)
  },
  cifar10: {
    label: "CIFAR-10",
    numClasses: 10,
    load: async (size) => (await import("./cifar10Dataset.js")).cifar10Dataset(size)
  }
} satisfies Record<string, DatasetDescriptor>;

/** The name of a data set. */
export type DatasetName = keyof typeof datasets;

/** Returns the descriptor of a data set. */
export function datasetOf(name: DatasetName): DatasetDescriptor {
  return datasets[name];
}
