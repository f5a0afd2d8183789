import type {ModelState} from "../experiment/modelState.js";
import {type RunSpec, toNetwork} from "../experiment/runSpec.js";
import {parameters} from "../network/parameters.js";
import {writeSafetensors} from "./safetensors/writeSafetensors.js";
import {storedState} from "./storedState.js";

/**
 * Returns a safetensors file of a trained network: its parameters and running statistics under the names that PyTorch gives
 * them, in float32 and in PyTorch's layouts, and what was trained as metadata. What an optimiser keeps is left out.
 */
export function trainedFile({spec, steps, state}: {spec: RunSpec; steps: number; state: ModelState}): Blob {
  const {expression, input} = toNetwork(spec);
  const tensors = storedState(parameters(expression, input), state);
  const bytes = writeSafetensors(tensors, {spec: JSON.stringify(spec), steps: String(steps)});
  return new Blob([bytes as BlobPart], {type: "application/octet-stream"});
}
