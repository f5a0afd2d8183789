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
  const [name] = net.split(","); // what follows it says how the network differs from its namesakes
  return Number(/(\d+)/.exec(name)?.[1] ?? 0);
}

/**
 * Returns a network's name as readers know it: `residual-56` for `cifar-resnet-56`, and `residual-56, λ 0.5` for
 * `cifar-resnet-56, λ 0.5`.
 */
export function netLabel(net: string): string {
  return net.replace(/^cifar-/, "").replace(/^resnet-/, "residual-");
}

/**
 * Returns the colour of a network among those of one figure. Plain networks are vermilion, residual ones blue; the
 * deepest is the strongest, the shallowest the weakest, and others stand between (style/colors.css). Networks of one
 * depth follow each other in the order of *nets*.
 */
export function netColor(net: string, nets: readonly string[]): string {
  const family = isPlain(net) ? "plain" : "residual";
  const members = [...new Set([...nets, net])].filter((other) => isPlain(other) === isPlain(net));
  const rank = rankAmong(net, members);
  if (rank === 0 || rank === 1) return `var(--${family}-${rank === 0 ? 20 : 56})`;
  return `color-mix(in oklab, var(--${family}-56) ${Math.round(100 * rank)}%, var(--${family}-20))`;
}

/** Where a network stands among the *members* of its family, from 0 for the weakest colour to 1 for the strongest. */
function rankAmong(net: string, members: readonly string[]): number {
  if (members.length === 1) return Number(depthOf(net) > 38);
  const ordered = [...members].sort((a, b) => depthOf(a) - depthOf(b)); // a sort that keeps the order of equals
  return ordered.indexOf(net) / (ordered.length - 1);
}

/** Returns *nets* as a legend has them: plain before residual, shallow before deep, else in their order. */
export function inLegendOrder(nets: readonly string[]): string[] {
  return [...new Set(nets)].sort(
    (a, b) => Number(isPlain(b)) - Number(isPlain(a)) || depthOf(a) - depthOf(b)
  );
}
