import {invalid} from "../fields/fault.js";
import type {Expression, Role} from "./expression.js";
import {evaluate, type Interpretation} from "./fold.js";
import type {Conv, Leaf, Pool} from "./leaf.js";

/** What one image is at one place of a network: `[height, width, channels]`. */
export type Volume = readonly [height: number, width: number, channels: number];

/** Returns *volume* as text, such as `56×56×64`. */
export function volumeText(volume: Volume): string {
  return volume.join("×");
}

/** Returns *volume* if it is three positive integers, and throws otherwise. */
export function toVolume(volume: readonly number[]): Volume {
  if (volume.length !== 3 || !volume.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new RangeError(
      `invalid input: ${volume.join("×")}; a volume is three positive integers, height × width × channels`
    );
  }
  return volume as unknown as Volume;
}

/** Returns the volume that *expression* makes of *input*. Throws, naming the layer, where a layer does not fit. */
export function outputShape(expression: Expression, input: Volume): Volume {
  return evaluate(expression, toVolume(input), shapeRules);
}

/** The volume that leaves a group: one row of a network's table or of its volume walk. */
export interface GroupShape {
  readonly name: string;
  readonly role?: Role;
  readonly output: Volume;
}

/** Returns the volume that leaves every group of *expression*, in the order of a forward pass: inner before outer. */
export function groupShapes(expression: Expression, input: Volume): GroupShape[] {
  const rows: GroupShape[] = [];
  evaluate(expression, toVolume(input), {
    ...shapeRules,
    leave: ({role}, output, name) => rows.push({name, ...(role && {role}), output})
  });
  return rows;
}

/** How volumes pass through leaves and joins, for folds that carry more than the volume. */
export const shapeRules: Interpretation<Volume> = {
  leaf: (leaf, input, name) => leafShape(leaf, input, name),
  sum: sumShape,
  concat: concatShape
};

/** Returns the volume that one *leaf* makes of *input*. *name* is for the error if it does not fit. */
export function leafShape(leaf: Leaf, input: Volume, name = ""): Volume {
  const [height, width, channels] = input;
  switch (leaf.type) {
    case "conv":
      divides(leaf, channels, name);
      return [...positions(leaf, input, name), leaf.filters];
    case "maxPool":
    case "averagePool":
      return [...positions(leaf, input, name), channels];
    case "globalAveragePool":
      return [1, 1, channels];
    case "dense":
      return [1, 1, leaf.units];
    case "subsample":
      return [Math.ceil(height / leaf.stride), Math.ceil(width / leaf.stride), channels];
    case "padChannels":
      return [height, width, padded(leaf.channels, channels, name)];
    default:
      return input;
  }
}

/** Returns the one shape of all *branches*. */
export function sumShape(branches: Volume[], name = ""): Volume {
  const [first, ...others] = branches;
  for (const other of others) {
    if (first.some((size, axis) => size !== other[axis])) {
      throw new RangeError(
        `invalid sum: ${volumeText(first)} + ${volumeText(other)}${at(name)}; the branches of a sum must have one shape`
      );
    }
  }
  return first;
}

/** Returns the shape of *branches* one behind the other. */
export function concatShape(branches: Volume[], name = ""): Volume {
  const [[height, width]] = branches;
  for (const other of branches) {
    if (other[0] !== height || other[1] !== width) {
      throw new RangeError(
        `invalid concat: ${volumeText(branches[0])}, ${volumeText(other)}${at(name)}; the branches must have one height and width`
      );
    }
  }
  return [height, width, branches.reduce((channels, branch) => channels + branch[2], 0)];
}

function positions(leaf: Conv | Pool, [height, width]: Volume, name: string): [number, number] {
  const rows = windows(leaf, height);
  const columns = windows(leaf, width);
  if (rows < 1 || columns < 1) {
    const size = windowSpan(leaf);
    throw new RangeError(
      `invalid input: ${height}×${width}${at(name)}; a ${size}×${size} window with padding ${leaf.padding} does not fit`
    );
  }
  return [rows, columns];
}

/** Returns the positions a window covers, gaps of a dilated one included. */
export function windowSpan(leaf: Conv | Pool): number {
  return leaf.type === "conv" ? leaf.dilation * (leaf.kernel - 1) + 1 : leaf.kernel;
}

/** Windows along one axis. With `ceil`, PyTorch's rule: the last must start inside the input or its first padding. */
function windows(leaf: Conv | Pool, size: number): number {
  const room = size + 2 * leaf.padding - windowSpan(leaf);
  if (leaf.type === "conv" || !leaf.ceil) return Math.floor(room / leaf.stride) + 1;
  const count = Math.ceil(room / leaf.stride) + 1;
  return (count - 1) * leaf.stride >= size + leaf.padding ? count - 1 : count;
}

function divides({groups}: Conv, channels: number, name: string): void {
  if (channels % groups !== 0) {
    throw invalid("cardinality", groups, "divides", {what: "inputs", channels, at: at(name)});
  }
}

function padded(channels: number, present: number, name: string): number {
  if (channels < present) {
    throw new RangeError(
      `invalid channels: ${channels}${at(name)}; zeros can only be appended to the ${present} channels there are`
    );
  }
  return channels;
}

function at(name: string): string {
  return name === "" ? "" : ` (${name})`;
}
