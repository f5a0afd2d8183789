import type {DisplayPlace} from "./display.js";
import type {CellDefinition, Module, Observer, Variable} from "./runtime.js";

/** The variables of a cell as Framework built it. */
export interface BuiltCell {
  cell: Variable;
  outputs: Variable[];
}

/** Framework keeps what a cell shows with its root comment. */
interface Root extends Comment {
  _nodes: ChildNode[];
}

/** Returns the cell that is shown in *block*. Throws if there is none. */
export function findBuiltCell(main: Module, block: Element): BuiltCell {
  for (const variable of main._runtime._variables) {
    const {_observer: observer, _name: name, _outputs: outputs} = variable;
    if (typeof observer !== "object" || observer._node !== block) continue;
    const named = [...outputs].filter((output) => output._name !== null && output._module === main);
    return {cell: variable, outputs: name === null ? [] : named};
  }
  throw new Error(`missing cell: ${block.outerHTML.slice(0, 80)}; Framework has not defined it`);
}

/** Returns how a cell was built, read off its variables. */
export function definitionOf({cell, outputs}: BuiltCell): CellDefinition {
  const own = new Map([...(cell._shadow ?? [])].map(([name, variable]) => [variable, name]));
  return {
    inputs: cell._inputs.map((input) => own.get(input) ?? input._name!),
    outputs: outputs.map(({_name}) => _name!),
    body: cell._definition
  };
}

/** Ends a built cell. *place* takes over what it shows; `display` throws if its code calls it later. */
export function endBuiltCell({cell, outputs}: BuiltCell, block: Element, place: DisplayPlace): void {
  const root = [...block.childNodes].find((node): node is Root => node.nodeType === 8 && "_nodes" in node);
  const display = cell._shadow?.get("display");
  for (const variable of [cell, ...outputs]) variable._observer = {}; // its last, empty run must not touch the page
  for (const output of outputs) output.delete();
  cell.delete(); // resolves `invalidation`, and returns generators
  if (!root) return;
  place.take(root._nodes.splice(0));
  // A display of a newer version makes those of older ones throw "stale display".
  const show = (display?._definition as (() => (value: unknown) => unknown) | undefined)?.();
  show?.(document.createDocumentFragment());
}

/** Notifies *observer* of errors instead of Framework's own, which would put an error in the place of the last result. */
export function watchBuiltCell({cell, outputs}: BuiltCell, observer: Observer): void {
  watch(cell, observer);
  // When a generator fails later, the error arrives at the name it gives values to, which nothing observes.
  for (const output of outputs) {
    const rejected = (error: unknown, name: string | null) => {
      if ((error as {input?: string}).input !== cell._name) observer.rejected?.(error, name);
    };
    watch(output, {rejected});
  }
}

function watch(variable: Variable, {pending, fulfilled, rejected}: Observer): void {
  const before = variable._observer === true ? {} : variable._observer;
  variable._observer = {
    _node: before._node,
    pending: () => (before.pending?.(), pending?.()),
    fulfilled: (value, name) => (before.fulfilled?.(value, name), fulfilled?.(value, name)),
    rejected
  };
  const promise = variable._promise; // it may have settled before it was observed
  const current = () => variable._promise === promise && variable._version > 0;
  promise.then(
    (value) => current() && fulfilled?.(value, variable._name),
    (error) => current() && rejected?.(error, variable._name)
  );
}
