import type {Expression} from "./expression.js";
import {lastLabel} from "./lastLabel.js";

/**
 * Returns the name of what leaves a *network*'s stem: the last layer in it that has a label. Undefined if there is no stem at
 * the network's beginning.
 */
export function stemOutput(network: Expression): string | undefined {
  const first = network.type === "sequence" ? network.parts[0] : network;
  if (first?.type !== "group" || first.role !== "stem") return undefined;
  return lastLabel(first);
}
