import {invalid} from "../fields/fault.js";
import type {Rules} from "../fields/rule.js";
import type {Group} from "./expression.js";
import {fold} from "./fold.js";
import type {Leaf} from "./leaf.js";
import type {NamedNetwork} from "./named.js";
import {networkBlocks} from "./networkBlocks.js";
import {parameters} from "./parameters.js";

/** Returns the names of the parameters and statistics that a *deep* network has and a *shallow* one has not. */
export function addedParameters(shallow: NamedNetwork, deep: NamedNetwork): string[] {
  const known = new Set(parameters(shallow.expression, shallow.input).map(({name}) => name));
  return parameters(deep.expression, deep.input).flatMap(({name}) => (known.has(name) ? [] : [name]));
}

/**
 * Throws unless *deep* is *shallow* with more blocks: without the blocks that only the deep network has, both are the
 * same, and those blocks begin as the identity, with F ≡ 0.
 */
export function checkDeepens(shallow: NamedNetwork, deep: NamedNetwork): void {
  const fault = (reason: Rules["deepens"]["reason"]) =>
    invalid("deepened", `${deep.name} from ${shallow.name}`, "deepens", {reason});
  const known = blocksOf(shallow);
  const added = new Map([...blocksOf(deep)].filter(([name]) => !known.has(name)));
  if (textOf(deep, added) !== textOf(shallow)) {
    throw fault("otherwiseEqual");
  }
  if (added.size === 0) throw fault("moreBlocks");
  const starts = new Set(
    parameters(deep.expression, deep.input).flatMap(({zeroInit, layerName}) => (zeroInit ? [layerName] : []))
  );
  for (const [name, block] of added) {
    if (!passesOn(block)) throw fault("identityBlocks");
    if (![...starts].some((layer) => layer.startsWith(`${name}.`))) throw fault("zeroInit");
  }
}

/** The blocks of a network by their dotted names. */
function blocksOf({expression}: NamedNetwork): Map<string, Group> {
  return new Map(networkBlocks(expression).flatMap(({name, group}) => (group ? [[name, group]] : [])));
}

/** A network in words, without the blocks named in *left* and without its initial values. */
function textOf({expression, input}: NamedNetwork, left: ReadonlyMap<string, Group> = new Map()): string {
  const text = (leaf: Leaf) => JSON.stringify({...leaf, zeroInit: false});
  const join = (mark: string) => (parts: string[]) => `(${parts.filter((part) => part !== "").join(mark)})`;
  const body = fold<string>(expression, {
    leaf: text,
    sequence: join(" "),
    sum: join(" + "),
    concat: join(", "),
    group: (body, {label, role}, name) => (left.has(name) ? "" : `${role ?? ""}:${label ?? ""}${body}`)
  });
  return `${input.join("×")} ${body}`;
}

/** Whether a block returns its input while its residual function is 0; a second relu changes nothing. */
function passesOn(block: Group): boolean {
  const result = fold<"same" | "zero" | "other">(block, {
    leaf: ({type}) => (type === "identity" || type === "relu" ? "same" : "other"),
    sequence: (parts) => (parts.every((part) => part === "same") ? "same" : "other"),
    sum: (branches) => (branches.filter((part) => part !== "zero").join() === "same" ? "same" : "other"),
    concat: () => "other",
    group: (body, {role}) => (role === "residual" ? "zero" : body)
  });
  return result === "same";
}
