import type {WeightsName} from "../experiment/shippedWeights.js";

/** The files in base64, each loaded when it is first asked for. */
const files: Record<WeightsName, () => Promise<string>> = {
  shapesFirst: async () => (await import("../weights/shipped/shapesFirst.js")).shapesFirstWeights
};

/** Returns the safetensors file of weights that come with the course. */
export async function shippedBytes(weights: WeightsName): Promise<Uint8Array> {
  return Uint8Array.from(atob(await files[weights]()), (character) => character.charCodeAt(0));
}
