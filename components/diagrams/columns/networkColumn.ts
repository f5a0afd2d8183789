import {type Cost, cost} from "../../network/cost.js";
import type {Expression, Leaf} from "../../network/expression.js";
import {joinName} from "../../network/fold.js";
import {concatShape, leafShape, sumShape, toVolume, type Volume} from "../../network/shapes.js";

/** A layer of a column, and the channels of its row that it takes. */
export interface ColumnSlab {
  readonly name: string;
  readonly leaf: Leaf;
  readonly output: Volume;
  readonly cost: Cost;
  /** Its first channel, counted from the row's left, and how many it takes. */
  readonly from: number;
  readonly width: number;
}

/** Layers side by side. */
export interface ColumnRow {
  /** Height of their output, in positions. */
  readonly side: number;
  /** Channels that the row takes, those between branches included. */
  readonly channels: number;
  /** Whether one of them has weights; a row of poolings has none, and is no layer. */
  readonly weighted: boolean;
  readonly slabs: readonly ColumnSlab[];
}

/** A shortcut beside a column, around the rows from *first* to *last*. */
export interface ColumnShortcut {
  readonly first: number;
  readonly last: number;
  /** Whether it has a layer of its own, which brings its volume to another shape. */
  readonly projection: boolean;
}

/** A network as rows of layers, from its image to its classes. */
export interface NetworkColumn {
  readonly rows: readonly ColumnRow[];
  readonly shortcuts: readonly ColumnShortcut[];
}

interface Piece extends NetworkColumn {
  readonly output: Volume;
}

/**
 * Returns a *network* as a column: a row for each convolution, fully connected layer and pooling of its main path. Joined
 * branches stand side by side, and end in one row; of a sum the longest branch is the main path, a shorter one a shortcut.
 */
export function networkColumn(network: Expression, input: Volume): NetworkColumn {
  const {rows, shortcuts} = pieceOf(network, toVolume(input), "");
  return {rows, shortcuts};
}

function pieceOf(expression: Expression, input: Volume, name: string): Piece {
  switch (expression.type) {
    case "group":
      return pieceOf(expression.body, input, joinName(name, expression.label));
    case "sequence":
      return expression.parts.reduce(
        (before, part) => following(before, pieceOf(part, before.output, name)),
        empty(input)
      );
    case "sum":
      return summed(
        expression.branches.map((branch) => pieceOf(branch, input, name)),
        name
      );
    case "concat":
      return joined(
        expression.branches.map((branch) => pieceOf(branch, input, name)),
        name
      );
    default:
      return leafPiece(expression, input, name);
  }
}

const empty = (output: Volume): Piece => ({rows: [], shortcuts: [], output});

function leafPiece(leaf: Leaf, input: Volume, name: string): Piece {
  const output = leafShape(leaf, input, name);
  if (!shown.has(leaf.type)) return empty(output);
  const [side, , channels] = output;
  const weighted = leaf.type === "conv" || leaf.type === "dense";
  const slab = {name, leaf, output, cost: cost(leaf, input), from: 0, width: channels};
  return {rows: [{side, channels, weighted, slabs: [slab]}], shortcuts: [], output};
}

/** Leaves that have a row; the others change no shape, or are no operation to be drawn to scale. */
const shown: ReadonlySet<Leaf["type"]> = new Set<Leaf["type"]>([
  ...(["conv", "dense"] as const),
  ...(["maxPool", "averagePool", "globalAveragePool"] as const)
]);

function following(before: Piece, {rows, shortcuts, output}: Piece): Piece {
  const start = before.rows.length;
  const moved = shortcuts.map((one) => ({...one, first: one.first + start, last: one.last + start}));
  return {rows: [...before.rows, ...rows], shortcuts: [...before.shortcuts, ...moved], output};
}

function summed(branches: readonly Piece[], name: string): Piece {
  const output = sumShape(
    branches.map((branch) => branch.output),
    name
  );
  const main = branches.reduce((longest, one) => (one.rows.length > longest.rows.length ? one : longest));
  const shorter = branches.filter((one) => one.rows.length < main.rows.length);
  const around = shorter.map(({rows}) => ({
    ...{first: 0, last: main.rows.length - 1},
    projection: rows.length > 0
  }));
  return {rows: main.rows, shortcuts: [...main.shortcuts, ...around], output};
}

/** Branches in lanes, each as wide as its widest layer. They end together, so that the last row is what is joined. */
function joined(branches: readonly Piece[], name: string): Piece {
  const lanes = branches.map(({rows}) => laneWidth(rows));
  const starts = lanes.map((_, i) => lanes.slice(0, i).reduce((sum, lane) => sum + lane, 0));
  const height = Math.max(...branches.map(({rows}) => rows.length));
  const rows = Array.from({length: height}, (_, i) => {
    const places = branches.flatMap(({rows}, branch) => {
      const row = rows[i - height + rows.length];
      return row ? [{row, slabs: inLane(row, starts[branch], lanes[branch])}] : [];
    });
    return {
      side: places[0].row.side,
      channels: starts[starts.length - 1] + lanes[lanes.length - 1],
      weighted: places.some(({row}) => row.weighted),
      slabs: places.flatMap(({slabs}) => slabs)
    };
  });
  return {
    rows,
    shortcuts: [],
    output: concatShape(
      branches.map((branch) => branch.output),
      name
    )
  };
}

function laneWidth(rows: readonly ColumnRow[]): number {
  const weighted = rows.filter((row) => row.weighted);
  return Math.max(0, ...(weighted.length > 0 ? weighted : rows).map(({channels}) => channels));
}

/** A pooling may have more channels than its lane; there it is as wide as the lane. */
function inLane({slabs, channels}: ColumnRow, start: number, lane: number): ColumnSlab[] {
  if (channels > lane) return slabs.map((slab) => ({...slab, from: start, width: lane}));
  const offset = start + (lane - channels) / 2;
  return slabs.map((slab) => ({...slab, from: slab.from + offset}));
}
