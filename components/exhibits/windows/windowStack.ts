import {type Fault, FaultError} from "../../fields/fault.js";
import {cost} from "../../network/cost.js";
import {type Expression, sequence} from "../../network/expression.js";
import {conv, relu} from "../../network/leaf.js";
import {receptiveField} from "../../network/receptiveField.js";
import {outputShape, type Volume} from "../../network/shapes.js";

/** A layer of a stack: its window, and the positions it moves by. */
export interface StackLayer {
  readonly window: number;
  readonly stride: number;
}

/** Convolutions one upon the other, without padding, so that every value is made of pixels that are there. */
export interface WindowStack {
  readonly layers: readonly StackLayer[];
  /** Pixels along a side of the image. */
  readonly image: number;
  /** Sides of the image and of every map above it. */
  readonly sides: readonly number[];
}

/** Positions along one axis of a map: the first, and how many. */
export interface MapSpan {
  readonly first: number;
  readonly size: number;
}

/** The most of each that a figure has room for. */
export const mostLayers = 5;
export const mostPixels = 41;
const mostStride = 8;

/**
 * Returns the stack of *layers* on an *image*. Throws faults of `window i` and `stride i`, i from 1, where a window is no
 * positive integer or larger than the map below it, and of `image` and `layers` where there are too many or none.
 */
export function windowStack(layers: readonly StackLayer[], image: number): WindowStack {
  const faults: Fault[] = [];
  const check = (field: string, value: number, least: number, most: number): boolean => {
    const holds = Number.isInteger(value) && value >= least && value <= most;
    if (!holds)
      faults.push({
        field,
        value: Number.isNaN(value) ? undefined : value,
        rule: {is: "integer", least, most}
      });
    return holds;
  };
  check("layers", layers.length, 1, mostLayers);
  if (check("image", image, 1, mostPixels)) {
    const sides = [image];
    const fits = layers.every(({window, stride}, i) => {
      const below = sides[i];
      const holds = [
        check(`window ${i + 1}`, window, 1, below),
        check(`stride ${i + 1}`, stride, 1, mostStride)
      ];
      if (!holds.every(Boolean)) return false;
      sides.push(outputShape(layerOf({window, stride}, 1), [below, below, 1])[0]);
      return true;
    });
    if (fits && faults.length === 0) return {layers, image, sides};
  }
  throw new FaultError(faults);
}

/** Returns a stack's layers as an expression, from the one above map *from*, of as many *channels* everywhere. */
export function stackExpression({layers}: WindowStack, channels: number, from = 0): Expression {
  return sequence(...layers.slice(from).flatMap((layer) => [layerOf(layer, channels), relu()]));
}

function layerOf({window, stride}: StackLayer, channels: number): Expression {
  return conv(channels, window, {stride, padding: 0});
}

/**
 * Returns, for the image and each map of a stack, which positions along one axis reach the *position* of the top map: read
 * off the receptive field of what lies above.
 */
export function reachingSpans(stack: WindowStack, position: number): MapSpan[] {
  return stack.sides.map((side, map) => {
    const {size, stride} = receptiveField(stackExpression(stack, 1, map), [side, side, 1]);
    return {first: position * stride, size};
  });
}

/** What a stack costs, and what one window that sees as much does. */
export interface StackCount {
  /** In words: `3×3, 3×3`. */
  readonly text: string;
  readonly weights: number;
  readonly multiplyAdds: number;
  readonly nonLinearities: number;
}

/** Returns what a stack and one large window of its receptive field cost, with as many *channels* everywhere. */
export function stackCounts(stack: WindowStack, channels: number): [stack: StackCount, single: StackCount] {
  const input: Volume = [stack.image, stack.image, channels];
  const {size, stride} = receptiveField(stackExpression(stack, 1), [stack.image, stack.image, 1]);
  const single: WindowStack = {...stack, layers: [{window: size, stride}]};
  return [stack, single].map((one) => {
    const {parameters, multiplyAdds} = cost(stackExpression(one, channels), input);
    return {
      text: one.layers.map(stackLayerText).join(", "),
      ...{weights: parameters, multiplyAdds},
      nonLinearities: one.layers.length
    };
  }) as [StackCount, StackCount];
}

/** Returns a layer in a few signs: `11×11/4`. */
export function stackLayerText({window, stride}: StackLayer): string {
  return `${window}×${window}${stride > 1 ? `/${stride}` : ""}`;
}
