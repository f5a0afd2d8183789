import type {WeighedFile, WeightsRequest} from "../protocol/weights.js";
import {type WeighedNetwork, weighedNetwork} from "../weights/weighedNetwork.js";
import {openLook} from "./openLook.js";
import type {ModelOptions} from "./openModel.js";
import {readStored} from "./readStored.js";

/** Returns what a file of weights is, without running anything. Rejects with a FaultError whatever is wrong with it. */
export async function weighFile({
  file,
  network: name,
  image
}: WeightsRequest): Promise<WeighedNetwork & Pick<WeighedFile, "format">> {
  const stored = await readStored(file);
  return {...weighedNetwork(stored, {name, volume: image?.volume}), format: stored.format};
}

/** Returns what a network makes of an image by its plan, and how long that took. Rejects where the file does not fill it. */
export async function scoresOf(
  {expression, input, state}: WeighedNetwork,
  values: Float32Array,
  plans: Pick<ModelOptions, "plans">
): Promise<Required<Pick<WeighedFile, "scores" | "elapsedMs">>> {
  const weights = state(); // may throw, before there is a plan to dispose
  const model = await openLook({expression, input}, {batch: 1}, plans);
  try {
    model.load(weights);
    const begun = performance.now();
    const {output} = await model.look(values);
    return {scores: [...output], elapsedMs: performance.now() - begun};
  } finally {
    model.dispose();
  }
}
