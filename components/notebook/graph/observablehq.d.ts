// What Framework 1.13.4 gives to modules of a page under names of its own.

declare module "observablehq:client" {
  /** Adds a cell to the page's graph, shown at the root comment `<!--:id:-->`. */
  export function define(cell: {
    id: string;
    inputs?: string[];
    outputs?: string[];
    body: (...values: never[]) => unknown;
  }): void;
}

declare module "observablehq:runtime" {
  /** Shows any value as the developer's console would. */
  export class Inspector {
    constructor(node: Element);
    fulfilled(value: unknown, name?: string): void;
    rejected(error: unknown, name?: string): void;
  }

  /** Computes cells, and computes them again when what they refer to changes. */
  export class Runtime {
    constructor(builtins: Readonly<Record<string, () => unknown>>);
    /** Returns a new graph; runtime.ts says what it is. */
    module(): unknown;
    /** Ends all cells: `invalidation` resolves, generators return. */
    dispose(): void;
  }
}

declare module "observablehq:stdlib" {
  export const Generators: {
    /** Yields the value of an input, at first and after each of its events. */
    input(element: Element): AsyncGenerator<unknown>;
  };

  /** Returns the file that a page has registered by a *name*, which is relative to **base**. */
  export function FileAttachment(name: string, base?: string): unknown;

  export function Mutable(value: unknown): unknown;

  export function resize(render: unknown, invalidation?: Promise<unknown>): unknown;
}

declare module "@observablehq/inputs";
