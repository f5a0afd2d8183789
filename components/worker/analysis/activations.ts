import {namedNetwork} from "../../network/named.js";
import {parameters} from "../../network/parameters.js";
import type {ActivationsRequest, ReadActivation} from "../../protocol/imageLook.js";
import {openLook} from "../openLook.js";
import type {ModelOptions} from "../openModel.js";
import {firstWeights} from "./firstWeights.js";

/**
 * Returns what an image becomes on its way through a network: everything that is to be read, and the output last. Throws if the
 * image is of another size than the network's.
 */
export async function activations(
  {network, seed = 1, state, image, read, statistics}: ActivationsRequest,
  options: Pick<ModelOptions, "plans" | "onProgress">
): Promise<ReadActivation[]> {
  const {name, ...chosen} = network;
  const {expression, input} = namedNetwork(name, chosen);
  const size = input.reduce((product, side) => product * side, 1);
  if (image.length !== size)
    throw new RangeError(`invalid image: ${image.length} values; ${name} takes ${size}, ${input.join("×")}`);
  const by = statistics ?? (state ? "running" : "batch");
  const model = await openLook({expression, input}, {batch: 1, statistics: by, read}, options);
  try {
    model.load(state ?? firstWeights({network, seed}, parameters(expression, input)));
    const {output, read: found} = await model.look(image);
    const {readings} = model.plan;
    return [
      ...readings.map(({name, volume}) => ({name, volume, values: found.get(name)!})),
      {name: "", volume: [1, 1, output.length], values: output}
    ];
  } finally {
    model.dispose();
  }
}
