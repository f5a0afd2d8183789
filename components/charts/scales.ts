/** What a curve shows: the error on the batches trained on, or on the test images. */
export type Split = "training" | "test";

/** How each split is drawn, on every page: thin and dashed, or bold, as in He et al. 2015, Fig. 6. */
export const splitStyle: Record<Split, {width: number; dash: string}> = {
  training: {width: 1.25, dash: "3 2.5"},
  test: {width: 2.5, dash: "none"}
};

/** Returns whether a network, by its name, is one without shortcuts. */
export function isPlain(net: string): boolean {
  return /(^|-)plain-/.test(net);
}

/** Returns the number of weighted layers in a network's name: 56 of `cifar-plain-56`; 0 if there is none. */
export function depthOf(net: string): number {
  return Number(/(\d+)/.exec(net)?.[1] ?? 0);
}

/** Returns a network's name as readers know it: `residual-56` for `cifar-resnet-56`. */
export function netLabel(net: string): string {
  return net.replace(/^cifar-/, "").replace(/^resnet-/, "residual-");
}

/**
 * Returns the colour of a network among those of one figure. Plain networks are vermilion, residual ones blue; the
 * deepest is the strongest, the shallowest the weakest, and others stand between (style/colors.css).
 */
export function netColor(net: string, nets: readonly string[]): string {
  const family = isPlain(net) ? "plain" : "residual";
  const depths = [
    ...new Set([...nets, net].filter((other) => isPlain(other) === isPlain(net)).map(depthOf))
  ].sort((a, b) => a - b);
  const rank =
    depths.length === 1 ? Number(depths[0] > 38) : depths.indexOf(depthOf(net)) / (depths.length - 1);
  if (rank === 0 || rank === 1) return `var(--${family}-${rank === 0 ? 20 : 56})`;
  return `color-mix(in oklab, var(--${family}-56) ${Math.round(100 * rank)}%, var(--${family}-20))`;
}
