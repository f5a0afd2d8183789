import {faultsOf} from "../../fields/fault.js";
import type {CellObserver} from "./defineCell.js";
import {errorText} from "./errorText.js";
import {isRuntimeError, type Module, type Variable} from "./runtime.js";

/** A cell that readers edit, as what may have caused a failure elsewhere. */
export interface Suspect {
  /** Where it is on the page. */
  readonly block: Element;
  /** Returns the names that it defines. */
  outputs(): readonly Variable[];
  /** Is told all *errors* elsewhere that it has caused, at each change of them. */
  blame(errors: readonly unknown[]): void;
}

/** What a cell is told of its state, and of what it does to others. */
export interface CellReports extends CellObserver {
  /** *cause* is where the cell is that has caused the error, if that is another one. */
  rejected(error: unknown, cause?: Element): void;
  /** Is told all *errors* elsewhere that the cell has caused, at each change of them. */
  blamed?(errors: readonly unknown[]): void;
}

/** Knows which cell has caused what fails. Made by createCauses. */
export interface Causes {
  add(suspect: Suspect): void;
  remove(suspect: Suspect): void;
  /** Notes that a cell has been given another definition. */
  replaced(suspect: Suspect): void;
  /** Notes that what is shown in *node* has failed, and returns where the cell is that has caused it; nothing if it is to blame itself. */
  failed(node: Element, error: unknown): Element | undefined;
  /** Notes that what is shown in *node* fails no more. */
  mended(node: Element): void;
}

/**
 * Returns the causes of failures in *main*. The cause of an error is the cell that defines the value which a fault names;
 * else, of those that what fails depends on, the one that was replaced last, if that was after what fails itself.
 */
export function createCauses(main: Module): Causes {
  const turns = new Map<Suspect, number>(); // when each was replaced last; 0 for never
  const blamed = new Map<Element, {suspect: Suspect; error: unknown}>();
  let turn = 0;

  function tell(suspect: Suspect): void {
    const own = [...blamed.values()].filter((one) => one.suspect === suspect);
    suspect.blame(own.map(({error}) => error));
  }

  function mended(node: Element): void {
    const suspect = blamed.get(node)?.suspect;
    blamed.delete(node);
    if (suspect) tell(suspect);
  }

  function causeOf(node: Element, error: unknown): Suspect | undefined {
    const before = ancestors(variableIn(main, node));
    const within = [...turns.keys()].filter((suspect) => suspect.outputs().some((own) => before.has(own)));
    const faults = faultsOf(error) ?? [];
    const gives = ({_name, _value}: Variable) =>
      faults.some(({field, value}) => field === _name && value === _value);
    const own = [...turns].find(([{block}]) => block === node)?.[1] ?? 0;
    const last = within.filter((suspect) => turns.get(suspect)! > own);
    return (
      within.find((suspect) => suspect.outputs().some(gives)) ??
      last.sort((a, b) => turns.get(b)! - turns.get(a)!)[0]
    );
  }

  /** Where the same error is said to come from already. */
  function causeSaid(error: unknown): Element | undefined {
    const text = errorText(error);
    return [...blamed.values()].find((one) => errorText(one.error) === text)?.suspect.block;
  }

  return {
    add: (suspect) => void turns.set(suspect, 0),
    remove(suspect) {
      turns.delete(suspect);
      mended(suspect.block);
    },
    replaced: (suspect) => void turns.set(suspect, ++turn),
    failed(node, error) {
      if (isRuntimeError(error)) {
        mended(node); // something else failed, which says so itself, or is said where its cause is
        return causeSaid(error);
      }
      const earlier = blamed.get(node);
      const again = earlier && errorText(earlier.error) === errorText(error) && turns.has(earlier.suspect);
      const suspect = again ? earlier.suspect : causeOf(node, error);
      if (earlier && earlier.suspect !== suspect) mended(node);
      if (suspect) {
        blamed.set(node, {suspect, error});
        tell(suspect);
      }
      return suspect?.block;
    },
    mended
  };
}

/** Returns the observer of the cell in *block* that gives its *reports*, and tells *causes* of failures. */
export function reporting(reports: CellReports, block: Element, causes: Causes): CellObserver {
  return {
    pending: () => reports.pending(),
    fulfilled() {
      causes.mended(block);
      reports.fulfilled();
    },
    rejected: (error) => reports.rejected(error, causes.failed(block, error))
  };
}

/** Returns what is shown in *node*; both Framework's cells and ours are found by their observer. */
function variableIn(main: Module, node: Element): Variable | undefined {
  return [...main._runtime._variables].find(
    ({_observer}) => typeof _observer === "object" && _observer._node === node
  );
}

/** Returns all that a variable depends on, directly or not. */
function ancestors(variable: Variable | undefined): ReadonlySet<Variable> {
  const found = new Set(variable?._inputs);
  for (const one of found) for (const input of one._inputs) found.add(input);
  return found;
}
