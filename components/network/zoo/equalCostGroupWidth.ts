import {expansion} from "../blocks/bottleneck.js";
import {positive} from "../integer.js";

/**
 * Returns the channels in each of *cardinality* groups that keep a bottleneck's parameters nearest those of one group
 * of *width* channels: the integer d of 1 or more with C · (8·w·d + 9·d²) ≈ 17·w².
 *
 * A bottleneck from 4·w channels to as many has two 1×1 convolutions, 4·w·d weights a group each, and a 3×3
 * convolution, 9·d² a group. Source: Xie et al. 2017 (arXiv:1611.05431), §3.3, Eqn. 4 and Table 2.
 */
export function equalCostGroupWidth(width: number, cardinality: number): number {
  positive({width, cardinality});
  const wanted = weights(width, width);
  const ones = expansion * width;
  const root = (Math.sqrt(ones * ones + (9 * wanted) / cardinality) - ones) / 9;
  const below = Math.max(1, Math.floor(root));
  const excess = (d: number): number => Math.abs(cardinality * weights(width, d) - wanted);
  return excess(below + 1) < excess(below) ? below + 1 : below;
}

/** Like equalCostGroupWidth, except that *groupWidth* is given, and the number of groups is returned. */
export function equalCostCardinality(width: number, groupWidth: number): number {
  positive({width, groupWidth});
  return Math.max(1, Math.round(weights(width, width) / weights(width, groupWidth)));
}

/** Weights of one group of *d* channels in a bottleneck from and to 4 · *width* channels. */
function weights(width: number, d: number): number {
  return 2 * expansion * width * d + 9 * d * d;
}
