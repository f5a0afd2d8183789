import {sum} from "d3-array";
import type {Expression} from "./expression.js";
import {evaluate} from "./fold.js";
import {createPlaceTracker, type LayerPlace} from "./layerPlace.js";
import type {Leaf} from "./leaf.js";
import {leafParameters, trainableSize} from "./parameters.js";
import {concatShape, leafShape, sumShape, toVolume, type Volume} from "./shapes.js";

/** What a layer, or a network, costs for one image. */
export interface Cost {
  /** Trained values; running statistics are not counted. */
  readonly parameters: number;
  /** Weights of convolutions and fully connected layers × the positions they are used at; nothing else is counted. */
  readonly multiplyAdds: number;
  /** Memory of results in float32. An identity and a dropout, which a trained network skips, have none. */
  readonly activationBytes: number;
}

/** One step of a forward pass: a leaf, or a join of branches. */
export interface LayerCost extends Cost {
  /** Dotted labels around the step; not unique, since several steps may share a label or have none. */
  readonly name: string;
  readonly place: LayerPlace;
  readonly step: Leaf | Join;
  readonly input: Volume;
  readonly output: Volume;
}

/** Where branches meet. */
export interface Join {
  readonly type: "add" | "concat";
  readonly branches: number;
}

/** Returns the cost of every step of *expression* in the order of a forward pass. */
export function layerCosts(expression: Expression, input: Volume): LayerCost[] {
  const rows: LayerCost[] = [];
  const places = createPlaceTracker();
  const join = (type: Join["type"], branches: Volume[], name: string): Volume => {
    const output = (type === "add" ? sumShape : concatShape)(branches, name);
    const step = {type, branches: branches.length};
    rows.push({
      name,
      place: places.current(),
      step,
      input: branches[0],
      output,
      ...free,
      activationBytes: bytes(output)
    });
    return output;
  };
  evaluate(expression, toVolume(input), {
    leaf: (leaf, volume, name) => {
      const row = {...leafCost(leaf, volume, name), place: places.current()};
      rows.push(row);
      return row.output;
    },
    sum: (branches, name) => join("add", branches, name),
    concat: (branches, name) => join("concat", branches, name),
    enter: (group, _, name) => places.enter(group, name),
    leave: places.leave
  });
  return rows;
}

/** Returns the cost of all of *expression*. */
export function cost(expression: Expression, input: Volume): Cost {
  return totalCost(layerCosts(expression, input));
}

/** Returns the sum of *costs*. */
export function totalCost(costs: readonly Cost[]): Cost {
  return {
    parameters: sum(costs, ({parameters}) => parameters),
    multiplyAdds: sum(costs, ({multiplyAdds}) => multiplyAdds),
    activationBytes: sum(costs, ({activationBytes}) => activationBytes)
  };
}

const free: Cost = {parameters: 0, multiplyAdds: 0, activationBytes: 0};

function leafCost(leaf: Leaf, input: Volume, name: string): Omit<LayerCost, "place"> {
  const output = leafShape(leaf, input, name);
  const parameters = sum(leafParameters(leaf, input), trainableSize);
  const activationBytes = leaf.type === "identity" || leaf.type === "dropout" ? 0 : bytes(output);
  return {
    name,
    step: leaf,
    input,
    output,
    parameters,
    multiplyAdds: multiplyAdds(leaf, input, output),
    activationBytes
  };
}

function multiplyAdds(leaf: Leaf, input: Volume, [height, width]: Volume): number {
  if (leaf.type !== "conv" && leaf.type !== "dense") return 0;
  const [weight] = leafParameters(leaf, input);
  return trainableSize(weight) * height * width;
}

function bytes([height, width, channels]: Volume): number {
  return 4 * height * width * channels;
}
