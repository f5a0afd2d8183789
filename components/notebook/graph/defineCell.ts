import {Generators} from "observablehq:stdlib";
import type {DisplayPlace} from "./display.js";
import {type CellDefinition, implicit, type Module, type Variable} from "./runtime.js";

/** Is notified when a cell, or a name that it defines, is pending, fulfilled or rejected. */
export interface CellObserver {
  pending(): void;
  fulfilled(): void;
  rejected(error: unknown): void;
}

/** Where a cell shows its output, and who observes it. */
export interface CellSite {
  block: Element;
  place: DisplayPlace;
  observer: CellObserver;
}

/** A cell's definition, running. */
export interface LiveCell {
  /** Whether it is as Framework built it. */
  built: boolean;
  outputs: Variable[];
  /** Ends it: `invalidation` resolves, generators return, and old code that calls `display` gets an error. */
  end(): void;
}

/** A timer of old code may fire once more before that code learns that it has ended. */
const graceMs = 200;

let edits = 0; // for names of cells that no code can refer to

/** Adds a cell to the graph as Framework's own `define` does, but so that it can be ended. */
export function defineCell(
  main: Module,
  {inputs, outputs, body, end = () => {}}: CellDefinition,
  {block, place, observer}: CellSite
): LiveCell {
  let endedMs = Infinity;
  let shown = -1; // the version whose values are shown
  const fulfilled = () => {
    if (shown < cell._version) place.clear(); // it has shown nothing this time
    shown = cell._version;
    observer.fulfilled();
  };
  const cell = main.variable(
    {_node: block, pending: observer.pending, fulfilled, rejected: observer.rejected},
    {shadow: {}}
  );

  /** One a version of the cell, so that values of an older one are never added to those of a newer one. */
  function createDisplay(): (value: unknown) => unknown {
    const version = cell._version;
    return (value) => {
      if (version < shown || performance.now() > endedMs + graceMs) throw new Error("stale display");
      if (endedMs < Infinity) return value;
      if (version > shown) place.clear();
      shown = version;
      place.show(value);
      return value;
    };
  }

  if (inputs.includes("display") || inputs.includes("view")) addDisplay(cell, inputs, createDisplay);
  const name = `cell edited-${++edits}`;
  cell.define(outputs.length > 0 ? name : null, inputs, body);
  // When a generator fails later, the error arrives at the name that it gives values to.
  const rejected = (error: unknown) => {
    if ((error as {input?: string}).input !== name) observer.rejected(error);
  };
  const exported = outputs.map((output) =>
    main.variable({rejected}).define(output, [name], (values: Record<string, unknown>) => values[output])
  );
  return {
    built: false,
    outputs: exported,
    end() {
      endedMs = performance.now();
      end();
      for (const variable of [cell, ...exported]) variable._observer = {};
      for (const variable of exported) variable.delete();
      cell.delete();
    }
  };
}

/** Gives a cell its own `display` and `view`. They follow what the cell refers to, so that each run has new ones. */
function addDisplay(cell: Variable, inputs: readonly string[], createDisplay: () => unknown): void {
  const Shadow = cell.constructor as new (
    type: number,
    module: Module,
    observer?: null,
    options?: {shadow: object}
  ) => Variable;
  const display = new Shadow(implicit, cell._module);
  display.define(
    inputs.filter((name) => name !== "display" && name !== "view"),
    createDisplay
  );
  const view = new Shadow(implicit, cell._module, null, {shadow: {}});
  view._shadow!.set("display", display);
  view.define(
    ["display"],
    (show: (value: unknown) => Element) => (element: Element) => Generators.input(show(element))
  );
  cell._shadow!.set("display", display).set("view", view);
}
