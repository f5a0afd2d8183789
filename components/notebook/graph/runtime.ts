// The parts of Observable's runtime 6 and of Framework 1.13.4's client that editable cells lean on. They are private. Only
// this file, graph.ts, builtCell.ts, defineCell.ts and keepLastResults.ts know them, and, for Framework's compiler,
// transpile.ts; tests/browser/cells.test.ts and lab.test.ts fail when they change.

/** A node of the graph: a cell, or a name that a cell defines. */
export interface Variable {
  _observer: Observer | true;
  readonly _module: Module;
  readonly _name: string | null;
  readonly _type: number;
  readonly _version: number;
  /** What it has, once it has something. */
  readonly _value?: unknown;
  readonly _inputs: Variable[];
  readonly _outputs: Set<Variable>;
  readonly _shadow: Map<string, Variable> | null;
  readonly _definition: (...values: never[]) => unknown;
  _promise: Promise<unknown>;
  define(name: string | null, inputs: readonly string[], definition: unknown): Variable;
  define(inputs: readonly string[], definition: unknown): Variable;
  delete(): Variable;
}

/** Is notified of a variable's state. */
export interface Observer {
  /** Where the cell is on the page. */
  _node?: Node | null;
  pending?(): void;
  fulfilled?(value: unknown, name: string | null): void;
  rejected?(error: unknown, name: string | null): void;
}

/** The graph of a page. */
export interface Module {
  readonly _scope: Map<string, Variable>;
  readonly _runtime: {readonly _variables: Set<Variable>};
  variable(observer?: Observer | true | null, options?: {shadow: Record<string, never>}): Variable;
}

/** A cell as Framework's compiler gives it to the page. */
export interface CellDefinition {
  inputs: readonly string[];
  outputs: readonly string[];
  body: (...values: never[]) => unknown;
  /** Ends what a run of it has under way, where the runtime cannot: its loops. */
  end?(): void;
}

/** The type of a variable that is referred to and that no cell defines. */
export const implicit = 2;

/** Returns whether an error is the runtime's own: of a cell that something else depends on, or of the graph. */
export function isRuntimeError(error: unknown): error is Error & {input?: string} {
  return error instanceof Error && error.name === "RuntimeError";
}
