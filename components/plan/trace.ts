import {distinctName} from "../network/distinctName.js";
import type {Expression} from "../network/expression.js";
import {evaluate} from "../network/fold.js";
import type {Leaf} from "../network/leaf.js";
import {createLayerNamer} from "../network/parameters.js";
import {concatShape, leafShape, sumShape, type Volume} from "../network/shapes.js";
import {inputsOf, type OperationGraph} from "./graph.js";
import type {Combine} from "./operations/combine/operation.js";
import type {Concat} from "./operations/concat/operation.js";
import type {OperationBase} from "./operations/operationBase.js";
import {leafTracers, type Operation} from "./operations/operations.js";
import type {Tracing} from "./operations/tracing.js";
import {plain, type Term, type Value} from "./value.js";

/**
 * Returns the operations of a *network* for images of *input* size, one a leaf or sum. Throws, naming the first layer for
 * which there is no operation, or a name to *read* that nothing has. What is read is made even if nothing else needs it.
 */
export function trace(network: Expression, input: Volume, read: readonly string[] = []): TracedGraph {
  const image: Value = {name: "images", volume: input};
  const list = createOperationList();
  const {operations, materialized, add} = list;
  const addSum = createSums(list);
  const addLeaf = createLeaves(list);
  const named = new Map<string, Term>();
  const begun: number[] = []; // where residual functions begin that have not ended
  const traced = evaluate<Term>(network, plain(image), {
    leaf: addLeaf,
    sum: (branches, name) => branches.reduce((a, b) => addSum.sum(a, b, name)),
    concat(branches, name) {
      const inputs = branches.map(materialized);
      const volume = concatShape(
        inputs.map((value) => value.volume),
        name
      );
      return inputs.length === 1 ? plain(inputs[0]) : add<Concat>({type: "concat", name, inputs}, volume);
    },
    enter: ({role}) => void (role === "residual" && begun.push(operations.length)),
    leave({role, label}, output, name) {
      if (label !== undefined) named.set(distinctName(name, named), output);
      if (role === "shortcut") addSum.leaveShortcut(output);
      if (role === "residual") addSum.leaveResidual(output, operations.slice(begun.pop()));
    }
  });
  const output = materialized(traced);
  const needed = read.map((name) => termOf(name, named).value);
  return {input: image, output, operations: wanted(operations, [output, ...needed]), named};
}

/** A graph, and where the values of its network's named parts are. */
export interface TracedGraph extends OperationGraph {
  /** What leaves each part that has a label, by its dotted labels; the second of one name ends in `_2`. */
  readonly named: ReadonlyMap<string, Term>;
}

/** Operations in the making. */
interface OperationList {
  readonly operations: Operation[];
  /** Adds an operation, and returns its output of a *volume*. */
  add<O extends OperationBase>(operation: Omit<O, "output">, volume: Volume): Term;
  /** Returns a term as a value: multiplied, where its scale is not 1. */
  materialized(term: Term): Value;
}

function createOperationList(): OperationList {
  const operations: Operation[] = [];

  function add<O extends OperationBase>(operation: Omit<O, "output">, volume: Volume): Term {
    const output = {name: operation.name, volume};
    operations.push({...operation, output} as unknown as Operation);
    return plain(output);
  }

  function materialized({value, scale}: Term): Value {
    if (scale === 1) return value;
    const terms = [{value, scale}];
    return add<Combine>({type: "combine", name: `${value.name} scaled`, terms}, value.volume).value;
  }

  return {operations, add, materialized};
}

/** Sums, which are residual blocks' if a shortcut meets a residual function. */
function createSums({add}: OperationList) {
  const shortcuts = new Set<Term>(); // what left a shortcut
  const residuals = new Map<Term, Operation[]>(); // what left a residual function, and of what it is made
  return {
    leaveShortcut: (output: Term) => void shortcuts.add(output),
    leaveResidual: (output: Term, parts: Operation[]) => void residuals.set(output, parts),
    sum(a: Term, b: Term, name: string): Term {
      const volume = sumShape([a.value.volume, b.value.volume], name);
      const [first, second] = shortcuts.has(a) ? [b, a] : [a, b]; // the residual function comes first
      const gate = shortcuts.has(second) && !shortcuts.has(first) ? name : undefined;
      const parts = (gate !== undefined && residuals.get(first)) || [];
      for (const part of parts) part.residualOf = gate; // also of a block inside, which is then dropped with this one only
      const residualOf = parts.length > 0 ? gate : undefined;
      const terms = [first, second];
      return add<Combine>({type: "combine", name: `${name} sum`, terms, gate, residualOf}, volume);
    }
  };
}

/** Leaves, by the operation of each type. */
function createLeaves({operations, add, materialized}: OperationList) {
  const nameOf = createLayerNamer();
  const maskNameOf = createLayerNamer(); // of its own, since dropouts do not count in the names of parameters
  return (leaf: Leaf, x: Term, name: string): Term => {
    const volume = leafShape(leaf, x.value.volume, name);
    if (leaf.type === "identity") return {...x}; // another term, since one of the two may be marked as a shortcut
    if (leaf.type === "scale") return {...x, scale: x.scale * leaf.factor};
    const tracer = leafTracers[leaf.type] as LeafTracer | undefined;
    if (!tracer)
      throw new RangeError(`unknown layer: ${leaf.type}${name && ` (${name})`}; no operation has it`);
    return tracer(leaf, x, {
      name,
      volume,
      layerName: () => (leaf.type === "dropout" ? maskNameOf : nameOf)(leaf, name),
      materialized,
      add: (operation) => add(operation, volume),
      addOf: add,
      maker: (value) => operations.find(({output}) => output === value)
    });
  };
}

type LeafTracer = (leaf: Leaf, x: Term, tracing: Tracing) => Term;

function termOf(name: string, named: ReadonlyMap<string, Term>): Term {
  const term = named.get(name);
  if (term) return term;
  throw new RangeError(
    `unknown activation: ${name}; this network's parts are ${[...named.keys()].join(", ")}`
  );
}

/** Returns the operations of which the *outputs* are made. */
function wanted(operations: readonly Operation[], outputs: readonly Value[]): Operation[] {
  const needed = new Set(outputs);
  return operations
    .toReversed()
    .filter((operation) => {
      if (!needed.has(operation.output)) return false;
      for (const input of inputsOf(operation)) needed.add(input);
      return true;
    })
    .reverse();
}
