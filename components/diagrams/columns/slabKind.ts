import type {Leaf} from "../../network/expression.js";

/** What a slab's fill tells: the operation, and of a convolution its window. */
export const slabKinds = {
  one: "1×1 convolution",
  three: "3×3",
  five: "5×5",
  large: "7×7 or 11×11",
  dense: "fully connected",
  pool: "pooling"
} as const;

/** One of slabKinds. */
export type SlabKind = keyof typeof slabKinds;

/** Returns the kind of a layer that has a slab. */
export function slabKind(leaf: Leaf): SlabKind {
  if (leaf.type === "dense") return "dense";
  if (leaf.type !== "conv") return "pool";
  if (leaf.kernel <= 1) return "one";
  if (leaf.kernel <= 3) return "three";
  return leaf.kernel <= 5 ? "five" : "large";
}
