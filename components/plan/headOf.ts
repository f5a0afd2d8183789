import type {ParameterSpec} from "../network/parameters.js";

/** Returns the name of a network's last dense layer, of its *specs*. Throws if it has none. */
export function headOf(specs: readonly ParameterSpec[]): string {
  const found = specs.find(({head}) => head);
  if (!found)
    throw new RangeError("invalid body: frozen; the network has no dense layer that could be trained alone");
  return found.layerName;
}
