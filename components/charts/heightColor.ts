import {isPlain, toIdentity} from "../network/identity.js";

/** The share of the network's colour at the highest and at the lowest point. */
const [least, most] = [4, 88];

/**
 * Returns the colour of a height, as a share of the way from the lowest to the highest: plain networks are vermilion,
 * residual ones blue, and the lower, the stronger.
 */
export function heightColor(net: string, share: number): string {
  const strength = most - (most - least) * Math.min(1, Math.max(0, share));
  const family = isPlain(toIdentity(net)) ? "plain" : "residual";
  return `color-mix(in oklab, var(--${family}-56) ${Math.round(strength)}%, var(--theme-background-a))`;
}
