import type {Dataset, ImageSize} from "./images.js";
import type {DifficultyName} from "./shapesDifficulty.js";

/** What a data set is loaded by. */
interface Loading {
  size: ImageSize;
  /** Of images that are drawn. */
  difficulty?: DifficultyName;
  /** Of a reader's own images. */
  numClasses?: number;
}

/** A data set that networks can be trained on: what is known of it before it is loaded, and how to load it. */
export interface DatasetDescriptor {
  /** Its name shown to readers. */
  readonly label: string;
  /** How many classes it has; undefined if a run says that. */
  readonly numClasses?: number;
  /** Whether a reader may change it between two runs. Defaults to false. */
  readonly changes?: boolean;
  /** Returns its images. Rejects if they cannot be loaded. */
  load(by: Loading): Promise<Dataset>;
}

/** Every data set, by the name that it has in a spec; the first is the default. */
export const datasets = {
  shapes: {
    label: "Shapes-10",
    numClasses: 10,
    load: async ({size, difficulty}) =>
      (await import("./shapes10Dataset.js")).shapes10Dataset(size, difficulty)
  },
  cifar10: {
    label: "CIFAR-10",
    numClasses: 10,
    load: async ({size}) => (await import("./cifar10Dataset.js")).cifar10Dataset(size)
  },
  own: {
    label: "a reader's own",
    changes: true,
    load: async ({size, numClasses}) => (await import("./ownStore.js")).keptOwnDataset(size, numClasses)
  }
} satisfies Record<string, DatasetDescriptor>;

/** The name of a data set. */
export type DatasetName = keyof typeof datasets;

/** Returns the descriptor of a data set. */
export function datasetOf(name: DatasetName): DatasetDescriptor {
  return datasets[name];
}
