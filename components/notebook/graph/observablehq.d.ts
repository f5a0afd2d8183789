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
}

declare module "observablehq:stdlib" {
  export const Generators: {
    /** Yields the value of an input, at first and after each of its events. */
    input(element: Element): AsyncGenerator<unknown>;
  };
}

declare module "@observablehq/inputs";
