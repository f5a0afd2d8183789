import {type Join, layerCosts, totalCost} from "./cost.js";
import type {Expression} from "./expression.js";
import type {LayerPlace} from "./layerPlace.js";
import type {Conv, Leaf, Pool} from "./leaf.js";
import type {Volume} from "./shapes.js";

/** One row of a network's table. */
export interface LayerDescription extends LayerPlace {
  readonly name: string;
  /** The layer as data: its type, and what a layer of that type has, such as kernel, stride, filters and groups. */
  readonly step: Leaf | Join;
  /** The step in words, such as `conv 3×3/2, 128, 32 groups`: window, stride, filters, cardinality. */
  readonly operation: string;
  /** `[height, width, channels]`. */
  readonly output: Volume;
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** A network as a table: plain data, ready for JSON. */
export interface NetworkDescription {
  readonly name: string;
  /** `[height, width, channels]`. */
  readonly input: Volume;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly layers: readonly LayerDescription[];
}

/** Returns the table of *expression*: its totals, and a row for each leaf and each join of branches. */
export function describe(name: string, expression: Expression, input: Volume): NetworkDescription {
  const rows = layerCosts(expression, input);
  const {parameters, multiplyAdds} = totalCost(rows);
  const layers = rows.map(({name, place, step, output, parameters, multiplyAdds}) => ({
    ...{name, ...place, step, operation: operationText(step)},
    ...{output, parameters, multiplyAdds}
  }));
  return {name, input, parameters, multiplyAdds, layers};
}

/** Returns a step in a few words. */
export function operationText(step: Leaf | Join): string {
  switch (step.type) {
    case "conv":
      return convText(step);
    case "maxPool":
      return `max pool ${windowText(step)}`;
    case "averagePool":
      return `average pool ${windowText(step)}`;
    case "globalAveragePool":
      return "global average pool";
    case "localResponseNorm":
      return `local response norm ${step.size}`;
    case "dense":
      return `dense, ${step.units}`;
    case "dropout":
      return `dropout ${step.rate}`;
    case "scale":
      return `scale ${step.factor}`;
    case "subsample":
      return `subsample /${step.stride}`;
    case "padChannels":
      return `zero channels to ${step.channels}`;
    default:
      return step.type;
  }
}

function convText(conv: Conv): string {
  const parts = [`conv ${windowText(conv)}`, String(conv.filters)];
  if (conv.groups > 1) parts.push(`${conv.groups} groups`);
  if (conv.dilation > 1) parts.push(`dilation ${conv.dilation}`);
  return parts.join(", ");
}

/** Returns the window of a convolution or a pooling, and its stride if it has one: `3×3/2`. */
export function windowText({kernel, stride}: Conv | Pool): string {
  return `${kernel}×${kernel}${stride > 1 ? `/${stride}` : ""}`;
}
