import type {ModelState} from "../experiment/modelState.js";
import {shippedWeights, type WeightsName} from "../experiment/shippedWeights.js";
import {parameters} from "../network/parameters.js";
import {readWeights} from "../weights/readWeights.js";
import {weighedNetwork} from "../weights/weighedNetwork.js";
import {shippedBytes} from "./shippedBytes.js";

/** Returns parameters and running statistics of shipped weights, all but those of the head, which is another network's own. */
export async function bodyState(weights: WeightsName): Promise<ModelState> {
  const {name, ...options} = shippedWeights[weights].network;
  const {expression, input, state} = weighedNetwork(
    await readWeights(await shippedBytes(weights), `${weights}.safetensors`),
    {
      name,
      options
    }
  );
  const heads = new Set(parameters(expression, input).flatMap(({name, head}) => (head ? [name] : [])));
  return Object.fromEntries(Object.entries(state()).filter(([name]) => !heads.has(name)));
}
