import type {Expression} from "./expression.js";
import {evaluate, type Interpretation} from "./fold.js";
import type {Leaf} from "./leaf.js";
import {concatShape, leafShape, sumShape, toVolume, type Volume, windowSpan} from "./shapes.js";

/** What one value at some place of a network can see of the input, along one axis. */
export interface ReceptiveField {
  /** Input positions, those in the padding included, so that it may be more than the input has. */
  readonly size: number;
  /** Input positions from one value to its neighbour: the product of the strides so far. */
  readonly stride: number;
}

/** A receptive field after one step of a forward pass. */
export interface FieldRow extends ReceptiveField {
  readonly name: string;
}

interface Seen extends ReceptiveField {
  readonly volume: Volume;
}

/** Returns the receptive field of the result of *expression*. */
export function receptiveField(expression: Expression, input: Volume): ReceptiveField {
  const {size, stride} = evaluate(expression, start(input), rules());
  return {size, stride};
}

/** Returns the receptive field after every leaf and join, in the order of a forward pass. */
export function receptiveFields(expression: Expression, input: Volume): FieldRow[] {
  const rows: FieldRow[] = [];
  evaluate(
    expression,
    start(input),
    rules(({size, stride}, name) => rows.push({name, size, stride}))
  );
  return rows;
}

function start(input: Volume): Seen {
  return {volume: toVolume(input), size: 1, stride: 1};
}

/** The most that any branch sees, since a value after a join depends on all of them (Araujo et al. 2019). */
function rules(visit: (field: Seen, name: string) => void = () => {}): Interpretation<Seen> {
  const visited = (field: Seen, name: string): Seen => {
    visit(field, name);
    return field;
  };
  const joined = (branches: Seen[], volume: Volume): Seen => ({
    volume,
    size: Math.max(...branches.map((branch) => branch.size)),
    stride: Math.max(...branches.map((branch) => branch.stride))
  });
  const volumes = (branches: Seen[]): Volume[] => branches.map(({volume}) => volume);
  return {
    leaf: (leaf, field, name) => visited(afterLeaf(leaf, field, name), name),
    sum: (branches, name) => visited(joined(branches, sumShape(volumes(branches), name)), name),
    concat: (branches, name) => visited(joined(branches, concatShape(volumes(branches), name)), name)
  };
}

function afterLeaf(leaf: Leaf, {volume, size, stride}: Seen, name: string): Seen {
  const {span, step} = windowOf(leaf, volume);
  return {volume: leafShape(leaf, volume, name), size: size + (span - 1) * stride, stride: stride * step};
}

/** The window of a leaf and the positions it moves by; a global average and a dense layer see all positions there are. */
function windowOf(leaf: Leaf, [height, width]: Volume): {span: number; step: number} {
  switch (leaf.type) {
    case "conv":
    case "maxPool":
    case "averagePool":
      return {span: windowSpan(leaf), step: leaf.stride};
    case "subsample":
      return {span: 1, step: leaf.stride};
    case "globalAveragePool":
    case "dense":
      return {span: Math.max(height, width), step: 1};
    default:
      return {span: 1, step: 1};
  }
}
