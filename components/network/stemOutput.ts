import type {Expression, Group} from "./expression.js";

/**
 * Returns the name of what leaves a *network*'s stem: the last layer in it that has a label. Undefined if there is no stem at
 * the network's beginning.
 */
export function stemOutput(network: Expression): string | undefined {
  const first = network.type === "sequence" ? network.parts[0] : network;
  if (first?.type !== "group" || first.role !== "stem") return undefined;
  return lastLabel(first);
}

function lastLabel({label, body}: Group): string | undefined {
  if (label !== undefined) return label;
  const parts = body.type === "sequence" ? body.parts : [body];
  const groups = parts.filter((part): part is Group => part.type === "group");
  return groups.map(lastLabel).findLast((name) => name !== undefined);
}
