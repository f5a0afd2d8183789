import type {Leaf} from "./leaf.js";

export type {Leaf};

/** Composition: each part takes what the one before gives. */
export interface Sequence {
  readonly type: "sequence";
  readonly parts: readonly Expression[];
}

/** Branches of equal shape, added. A residual block is `sequence(sum(F, identity()), relu())`. */
export interface Sum {
  readonly type: "sum";
  readonly branches: readonly Expression[];
}

/** Branches of equal height and width, their channels joined. */
export interface Concat {
  readonly type: "concat";
  readonly branches: readonly Expression[];
}

/** What part of a network a group is. The words are those of the papers. */
export type Role = "stem" | "stage" | "block" | "residual" | "shortcut" | "head";

/** An expression with a name, a role, or both. Names of nested groups are joined by dots: `layer2.0.conv1`. */
export interface Group {
  readonly type: "group";
  readonly label?: string;
  readonly role?: Role;
  readonly body: Expression;
}

/** A network, or any part of one: plain frozen data that every figure, table, and trainer is computed from. */
export type Expression = Leaf | Sequence | Sum | Concat | Group;

/** Returns the composition of *parts*, first to last. */
export function sequence(...parts: Expression[]): Sequence {
  return Object.freeze({type: "sequence", parts: Object.freeze(parts)});
}

/** Returns the sum of *branches*, which take the same input. */
export function sum(...branches: Expression[]): Sum {
  return Object.freeze({type: "sum", branches: Object.freeze(atLeastOne("sum", branches))});
}

/** Returns the channels of *branches* joined in order. */
export function concat(...branches: Expression[]): Concat {
  return Object.freeze({type: "concat", branches: Object.freeze(atLeastOne("concat", branches))});
}

/** Returns *body* under a **label**, a **role**, or both. */
export function group(body: Expression, {label, role}: {label?: string; role?: Role}): Group {
  return Object.freeze({type: "group", ...(label !== undefined && {label}), ...(role && {role}), body});
}

/** Returns *body* under a name. Names are torchvision's, so that PyTorch weights load by name. */
export function label(name: string, body: Expression): Group {
  return group(body, {label: name});
}

function atLeastOne(type: string, branches: Expression[]): Expression[] {
  if (branches.length === 0) throw new RangeError(`invalid ${type}: no branches; there must be at least one`);
  return branches;
}
