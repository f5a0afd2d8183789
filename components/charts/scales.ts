import {rollup, sort} from "d3-array";
import {
  isPlain,
  type NetworkIdentity,
  networkKey,
  networkLabel,
  type NetworkReference,
  toIdentity
} from "../network/identity.js";

/** What a curve shows: the error on the batches trained on, or on the test images. */
export type Split = "training" | "test";

/** How each split is drawn, on every page: thin and dashed, or bold, as in He et al. 2015, Fig. 6. */
export const splitStyle: Record<Split, {width: number; dash: string}> = {
  training: {width: 1.25, dash: "3 2.5"},
  test: {width: 2.5, dash: "none"}
};

/** Returns a network as readers know it: `residual-56, λ 0.5` for `cifar-resnet-56, λ 0.5`. */
export function netLabel(net: NetworkReference): string {
  return networkLabel(toIdentity(net));
}

/** Returns the networks among *nets*, each once, in the order in which they first come. */
export function uniqueNets(nets: Iterable<NetworkReference>): NetworkIdentity[] {
  const identities = Array.from(new Set(nets), toIdentity); // rows have the same few keys thousands of times
  return [...rollup(identities, ([first]) => first, networkKey).values()];
}

/**
 * Returns the colour of a network among those of one figure. Plain networks are vermilion, residual ones blue; the
 * deepest is the strongest, the shallowest the weakest, and others stand between (style/colors.css). Networks of one
 * depth follow each other in the order of *nets*.
 */
export function netColor(net: NetworkReference, nets: readonly NetworkReference[]): string {
  const own = toIdentity(net);
  const members = uniqueNets([...nets, own]).filter((other) => isPlain(other) === isPlain(own));
  const ordered = sort(members, depthOf); // keeps the order of equals
  const rank = ordered.findIndex((other) => networkKey(other) === networkKey(own));
  return shade(isPlain(own) ? "plain" : "residual", {rank, count: ordered.length, depth: depthOf(own)});
}

/** Like netColor, except that it returns a function of the network, which works out each colour once. */
export function netColors(nets: readonly NetworkReference[]): (net: NetworkReference) => string {
  const colors = new Map<NetworkReference, string>();
  return (net) => {
    const color = colors.get(net) ?? netColor(net, nets);
    colors.set(net, color);
    return color;
  };
}

/** Returns the colour of residual networks of a *depth* where those of one depth have one colour, the deepest the strongest. */
export function depthColor(depth: number, depths: readonly number[]): string {
  const ordered = sort(new Set(depths));
  return shade("residual", {rank: ordered.indexOf(depth), count: ordered.length, depth});
}

/** Returns *nets* as a legend has them: plain before residual, shallow before deep, else in their order; each once. */
export function inLegendOrder(nets: readonly NetworkReference[]): NetworkIdentity[] {
  return uniqueNets(nets).sort((a, b) => Number(isPlain(b)) - Number(isPlain(a)) || depthOf(a) - depthOf(b));
}

function depthOf({depth = 0}: NetworkIdentity): number {
  return depth;
}

/** A colour between a family's weakest and its strongest. A single network has the strongest if it is deep. */
function shade(
  family: "plain" | "residual",
  {rank, count, depth}: {rank: number; count: number; depth: number}
): string {
  const strength = count === 1 ? Number(depth > 38) : rank / (count - 1);
  if (strength === 0 || strength === 1) return `var(--${family}-${strength === 0 ? 20 : 56})`;
  return `color-mix(in oklab, var(--${family}-56) ${Math.round(100 * strength)}%, var(--${family}-20))`;
}
