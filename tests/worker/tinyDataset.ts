import {type Dataset, type LabelledImages, toDataset} from "../../components/dataset/images.js";
import {type RunSpec, type RunSpecInput, toRunSpec} from "../../components/experiment/runSpec.js";
import {below, createRandom} from "../../components/random/random.js";

/** Returns 40 training and 12 test images of noise, 16×16, of ten classes. */
export function tinyDataset(): Dataset {
  return toDataset("shapes", noise(40, 1), noise(12, 2));
}

function noise(count: number, seed: number): LabelledImages {
  const random = createRandom(seed);
  return {
    size: 16,
    count,
    classes: Array.from({length: 10}, (_, i) => `class ${i}`),
    pixels: Uint8Array.from({length: count * 16 * 16 * 3}, () => below(256, random)),
    labels: Uint8Array.from({length: count}, (_, i) => i % 10)
  };
}

/** Returns a spec of a run that takes milliseconds. */
export function tinySpec({
  name = "cifar-resnet-8",
  ...options
}: {name?: string} & Partial<Omit<RunSpecInput, "version">> = {}): RunSpec {
  return toRunSpec({network: {name, width: 1}, steps: 4, batch: 4, evaluationInterval: 2, ...options});
}
