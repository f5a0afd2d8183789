import {windowText} from "../../network/describe.js";
import type {Leaf} from "../../network/leaf.js";
import type {WalkPlace} from "../../network/volumeWalk.js";

/** Returns a place of a walk in a few signs: `conv 3×3/2, norm, ReLU`. */
export function placeName({kind, leaves}: WalkPlace): string {
  if (kind === "image") return "image";
  const parts = leaves.map(({leaf}) => leafName(leaf));
  const whole = kind === "leaf" ? parts : [kind === "sum" ? "sum" : "joined", ...parts];
  return whole.join(", ");
}

function leafName(leaf: Leaf): string {
  switch (leaf.type) {
    case "conv":
      return `conv ${windowText(leaf)}`;
    case "maxPool":
      return `max pool ${windowText(leaf)}`;
    case "averagePool":
      return `average pool ${windowText(leaf)}`;
    case "globalAveragePool":
      return "average pool";
    case "relu":
      return "ReLU";
    case "dense":
      return "fully connected";
    case "subsample":
      return `every ${leaf.stride === 2 ? "second" : `${leaf.stride}th`} position`;
    case "padChannels":
      return "zero channels";
    case "localResponseNorm":
      return "LRN";
    default:
      return leaf.type;
  }
}
