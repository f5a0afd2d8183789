import type {Conv, Dense} from "../../components/network/leaf.js";

/** Returns the suffixes that a layer's weights have in the network. */
export function weightNames({bias}: Conv | Dense): string[] {
  return bias ? ["weight", "bias"] : ["weight"];
}
