import type {Group} from "./expression.js";

/** Returns the label of what a *group* ends with, which is its own if it has one; undefined if nothing there has any. */
export function lastLabel({label, body}: Group): string | undefined {
  if (label !== undefined) return label;
  const parts = body.type === "sequence" ? body.parts : [body];
  const groups = parts.filter((part): part is Group => part.type === "group");
  return groups.map(lastLabel).findLast((name) => name !== undefined);
}
