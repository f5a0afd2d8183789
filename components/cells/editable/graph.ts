import {define} from "observablehq:client";
import {Generators} from "observablehq:stdlib";
import {definitionOf, endBuiltCell, findBuiltCell, watchBuiltCell} from "./builtCell.js";
import {type DisplayPlace, displayPlace} from "./display.js";
import {keepLastResults} from "./keepLastResults.js";
import {type CellDefinition, implicit, type Module, type Variable} from "./runtime.js";

/** The hidden root that the build puts on each page with editable cells; scripts/editableCells.ts has it too. */
const root = "ce11ab1e";

/** Who is told what becomes of a cell and of the names it defines. */
export interface CellObserver {
  pending(): void;
  fulfilled(): void;
  rejected(error: unknown): void;
}

/** The page's graph of cells, as far as cells are replaced in it. One a page: openGraph returns it. */
export interface Graph {
  /** Takes the cell that Framework built into *block*, and reports on it. */
  adopt(block: Element, observer: CellObserver): GraphCell;
  /** Returns a cell that the page was not built with, which shows itself in *block* once it is given a definition. */
  add(block: Element, observer: CellObserver): GraphCell;
  /** Defines a name for as long as no cell does, to be computed once something refers to it. */
  offer(name: string, value: () => unknown): void;
  /** Names that a cell may refer to; those of the build's own, which begin with `$`, left out. */
  names(): string[];
}

/** A cell that can be replaced. */
export interface GraphCell {
  /** How it was built; nothing for a cell that was added. */
  readonly original?: CellDefinition;
  /** Names that it defines now. */
  readonly outputs: readonly string[];
  /** Returns those of its names that something refers to and *outputs* do not have. */
  missing(outputs: readonly string[]): string[];
  /** Puts a definition in its place; all that depends on it follows. Rejects if another cell defines one of its names. */
  replace(definition: CellDefinition): Promise<void>;
  /** Ends it, and takes away what it shows. It may be given a definition again. What Framework built is Framework's to end. */
  remove(): Promise<void>;
}

/** A cell's definition at work. */
interface Live {
  /** Whether it is as Framework built it. */
  built: boolean;
  outputs: Variable[];
  /** Ends it: `invalidation` resolves, generators return, and old code that calls `display` gets an error. */
  end(): void;
}

let opened: Promise<Graph> | undefined;

/**
 * Returns the page's graph. Framework's client exports no way to it but `define`, so a cell asks the runtime for its own
 * variable. What else it leans on is in runtime.ts.
 */
export function openGraph(): Promise<Graph> {
  opened ??= new Promise((resolve) => {
    const body = (variable: Variable) => resolve(createGraph(variable._module));
    define({id: root, inputs: ["@variable"], body: body as (...values: never[]) => unknown});
  });
  return opened;
}

function createGraph(main: Module): Graph {
  const offers = new Map<string, () => unknown>();
  const renew = () => {
    for (const [name, value] of offers) if (isFree(main, name)) main.variable().define(name, [], value);
  };
  keepLastResults(main);
  return {
    adopt(block, observer) {
      const built = findBuiltCell(main, block);
      const place = displayPlace(block);
      watchBuiltCell(built, observer);
      const live = {built: true, outputs: built.outputs, end: () => endBuiltCell(built, block, place)};
      return graphCell(main, {block, place, observer, renew, live, original: definitionOf(built)});
    },
    add: (block, observer) => graphCell(main, {block, place: displayPlace(block), observer, renew}),
    offer(name, value) {
      offers.set(name, value);
      renew();
    },
    names: () =>
      [...main._scope]
        .filter(
          ([name, {_type}]) =>
            _type !== implicit && /^[\p{ID_Continue}$]+$/u.test(name) && !name.startsWith("$")
        )
        .map(([name]) => name)
  };
}

interface CellState {
  block: Element;
  place: DisplayPlace;
  observer: CellObserver;
  /** Called after names may have become free. */
  renew(): void;
  live?: Live;
  original?: CellDefinition;
}

function graphCell(main: Module, state: CellState): GraphCell {
  const outputs = () => state.live?.outputs ?? [];

  /** Ends what is at work; what waited for it waits no longer. What follows awaits nothing, so that no two changes mix. */
  function end(waiting: ReadonlySet<Variable>): void {
    state.live?.end();
    state.live = undefined;
    for (const variable of waiting) variable._promise = Promise.resolve();
  }

  return {
    original: state.original,
    get outputs() {
      return outputs().map(({_name}) => _name!);
    },
    missing: (names) =>
      outputs()
        .filter(({_name, _outputs}) => !names.includes(_name!) && _outputs.size > 0)
        .map(({_name}) => _name!),
    async replace(definition) {
      const waiting = await waitingFor(outputs());
      checkNames(main, definition.outputs, outputs());
      end(waiting);
      for (const name of definition.outputs) withdraw(main, name);
      state.live = defineCell(main, definition, state);
      state.renew();
    },
    async remove() {
      if (state.live?.built) return;
      end(await waitingFor(outputs()));
      state.place.clear();
      state.renew();
    }
  };
}

function checkNames(main: Module, names: readonly string[], own: readonly Variable[]): void {
  for (const name of names) {
    const variable = main._scope.get(name);
    if (variable && variable._type !== implicit && !isOffered(variable) && !own.includes(variable))
      throw new SyntaxError(`${name} is already defined by another cell`);
  }
}

function isFree(main: Module, name: string): boolean {
  const variable = main._scope.get(name);
  return !variable || variable._type === implicit;
}

/** Nobody observes what is merely offered. */
function isOffered({_observer}: Variable): boolean {
  return typeof _observer === "symbol";
}

function withdraw(main: Module, name: string): void {
  const variable = main._scope.get(name);
  if (variable && isOffered(variable) && variable._type !== implicit) variable.delete();
}

/**
 * Returns the variables that wait for one of *outputs*, and those that wait for them. The runtime computes a variable
 * again only when its last computation has come to its end, which may be never: after `await new Promise(() => {})`.
 */
async function waitingFor(outputs: readonly Variable[]): Promise<Set<Variable>> {
  const open = new Set(outputs);
  for (const output of outputs) {
    const settled = () => open.delete(output);
    output._promise.then(settled, settled);
  }
  await null;
  await null;
  const waiting = new Set([...open].flatMap(({_outputs}) => [..._outputs]));
  for (const variable of waiting) for (const output of variable._outputs) waiting.add(output);
  return waiting;
}

/** A timer of old code may fire once more before that code has heard that it is over. */
const graceMs = 200;

let edits = 0; // for names of cells that no code can refer to

/** Adds a cell to the graph as Framework's own `define` does, but so that it can be ended. */
function defineCell(
  main: Module,
  {inputs, outputs, body}: CellDefinition,
  {block, place, observer}: CellState
): Live {
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
  // A generator that fails later is told of at the name that it gives values to.
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
