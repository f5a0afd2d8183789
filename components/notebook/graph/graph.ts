import {define} from "observablehq:client";
import {definitionOf, endBuiltCell, findBuiltCell, watchBuiltCell} from "./builtCell.js";
import {type Causes, type CellReports, createCauses, reporting, type Suspect} from "./causes.js";
import type {CellSite, LiveCell} from "./defineCell.js";
import {displayPlace} from "./display.js";
import {keepLastResults} from "./keepLastResults.js";
import {type CellDefinition, implicit, type Module, type Variable} from "./runtime.js";

/** The hidden root that the build puts on each page with editable cells; scripts/editableCells.ts has it too. */
const root = "ce11ab1e";

/** The page's graph of cells, as far as cells are replaced in it. One a page: openGraph returns it. */
export interface CellGraph {
  /** Takes the cell that Framework built into *block*, and reports on it. */
  adopt(block: Element, reports: CellReports): GraphCell;
  /** Returns a cell that the page was not built with, which shows itself in *block* once it is given a definition. */
  add(block: Element, reports: CellReports): GraphCell;
  /** Defines a name for as long as no cell does, to be computed once something refers to it. */
  offer(name: string, value: () => unknown): void;
  /** Whether a cell or a library has a name. */
  has(name: string): boolean;
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

let opened: Promise<CellGraph> | undefined;

/**
 * Returns the page's graph. Framework's client exports no way to it but `define`, so a cell asks the runtime for its own
 * variable. What else it leans on is in runtime.ts.
 */
export function openGraph(): Promise<CellGraph> {
  opened ??= new Promise((resolve) => {
    const body = (variable: Variable) => resolve(createGraph(variable._module));
    define({id: root, inputs: ["@variable"], body: body as (...values: never[]) => unknown});
  });
  return opened;
}

function createGraph(main: Module): CellGraph {
  const offers = new Map<string, () => unknown>();
  const renew = () => {
    for (const [name, value] of offers) if (isFree(main, name)) main.variable().define(name, [], value);
  };
  const causes = createCauses(main);
  keepLastResults(main, causes);
  const siteOf = (block: Element, reports: CellReports) => {
    const observer = reporting(reports, block, causes);
    return {main, block, place: displayPlace(block), observer, reports, causes, renew};
  };
  return {
    adopt(block, reports) {
      const site = siteOf(block, reports);
      const built = findBuiltCell(main, block);
      watchBuiltCell(built, site.observer);
      const live = {built: true, outputs: built.outputs, end: () => endBuiltCell(built, block, site.place)};
      return graphCell({...site, live}, definitionOf(built));
    },
    add: (block, reports) => graphCell(siteOf(block, reports)),
    offer(name, value) {
      offers.set(name, value);
      renew();
    },
    has: (name) => !isFree(main, name),
    names: () =>
      [...main._scope]
        .filter(
          ([name, {_type}]) =>
            _type !== implicit && /^[\p{ID_Continue}$]+$/u.test(name) && !name.startsWith("$")
        )
        .map(([name]) => name)
  };
}

interface CellState extends CellSite {
  main: Module;
  reports: CellReports;
  causes: Causes;
  /** What it is to the causes; there once it is a cell. */
  suspect?: Suspect;
  /** Called after names may have become free. */
  renew(): void;
  live?: LiveCell;
}

const states = new WeakMap<GraphCell, CellState>();

function graphCell(state: CellState, original?: CellDefinition): GraphCell {
  const outputs = () => state.live?.outputs ?? [];
  const suspect: Suspect = {block: state.block, outputs, blame: state.reports.blamed ?? (() => {})};
  state.suspect = suspect;
  state.causes.add(suspect);
  const cell: GraphCell = {
    original,
    get outputs() {
      return outputs().map(({_name}) => _name!);
    },
    missing: (names) =>
      outputs()
        .filter(({_name, _outputs}) => !names.includes(_name!) && _outputs.size > 0)
        .map(({_name}) => _name!),
    replace: (definition) => replaceCells([{cell, definition}]),
    remove: () =>
      inTurn(async () => {
        if (state.live?.built) return;
        state.causes.remove(suspect);
        end([state], await waitingFor(outputs()));
        state.place.clear();
        state.renew();
      })
  };
  states.set(cell, state);
  return cell;
}

/** A cell, and what is to take its place. */
export interface Replacement {
  cell: GraphCell;
  definition: CellDefinition;
}

/**
 * Replaces several cells at once, so that names may move from one to another. Rejects, and replaces none, if a name is
 * defined elsewhere, or twice.
 */
export function replaceCells(list: readonly Replacement[]): Promise<void> {
  return inTurn(async () => {
    const {defineCell} = await import("./defineCell.js"); // readers who edit nothing do not need it
    const places = list.map(({cell}) => states.get(cell)!);
    const waiting = await waitingFor(outputsOf(places));
    checkNames(list, outputsOf(places));
    end(places, waiting);
    list.forEach(({definition}, i) => {
      for (const name of definition.outputs) withdraw(places[i].main, name);
      places[i].live = defineCell(places[i].main, definition, places[i]);
      places[i].causes.replaced(places[i].suspect!);
    });
    for (const {renew} of places) renew();
  });
}

/** A cell that is ready to run something. */
export interface Prepared extends Replacement {
  /** Whether no other run has overtaken it. */
  readonly isDue: boolean;
  /** Called before it is put in its place, and waited for. */
  begin(): Promise<void>;
  /** Called when it is there. */
  succeed(): void;
  /** Called when it was refused. */
  refuse(error: unknown): void;
}

/** Puts cells in their places, together, so that names may move from one to another; each alone, if that is refused. */
export async function putInPlace(prepared: readonly (Prepared | undefined)[]): Promise<void> {
  const due = prepared.filter((one): one is Prepared => one?.isDue === true);
  if (due.length === 0) return;
  try {
    await Promise.all(due.map((one) => one.begin()));
    await replaceCells(due);
    for (const one of due) if (one.isDue) one.succeed();
  } catch (error) {
    if (due.length === 1) return due[0].refuse(error);
    for (const one of due) await putInPlace([one]);
  }
}

let lastChange: Promise<void> = Promise.resolve();

/** Changes of the graph are made in the order in which they were asked for, each after the one before it. */
function inTurn(change: () => Promise<void>): Promise<void> {
  const changed = lastChange.then(change);
  lastChange = changed.catch(() => {});
  return changed;
}

function outputsOf(places: readonly CellState[]): Variable[] {
  return places.flatMap(({live}) => live?.outputs ?? []);
}

/** What waited for the outputs of these cells waits no longer. */
function end(places: readonly CellState[], waiting: ReadonlySet<Variable>): void {
  for (const place of places) {
    place.live?.end();
    place.live = undefined;
  }
  for (const variable of waiting) variable._promise = Promise.resolve();
}

/** What the runtime and the page give to each cell: the page's own cells need them as they are. */
const reserved = ["display", "view", "invalidation", "visibility", "FileAttachment", "Generators"];

function checkNames(list: readonly Replacement[], own: readonly Variable[]): void {
  const taken = new Set<string>();
  for (const {cell, definition} of list) {
    const {main} = states.get(cell)!;
    for (const name of definition.outputs) {
      const variable = main._scope.get(name);
      const elsewhere =
        variable && variable._type !== implicit && !isOffered(variable) && !own.includes(variable);
      if (elsewhere || taken.has(name))
        throw new SyntaxError(`${name} is already defined by another cell of this page`);
      if (reserved.includes(name))
        throw new SyntaxError(`${name} is a name that the page gives to each cell`);
      taken.add(name);
    }
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
