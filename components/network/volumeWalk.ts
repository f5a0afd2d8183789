import {type LayerCost, layerCosts, totalCost} from "./cost.js";
import type {Expression, Group} from "./expression.js";
import {evaluate} from "./fold.js";
import type {Leaf} from "./leaf.js";
import {concatShape, leafShape, sumShape, toVolume, type Volume} from "./shapes.js";

/** A layer, under the dotted labels around it. */
export interface NamedLeaf {
  readonly name: string;
  readonly leaf: Leaf;
}

/**
 * A place on a walk through a network: a volume, and what made it. A convolution is one place with the normalization and the
 * activation that follow it, as these keep the volume; in a stem, what follows has a place of its own.
 */
export interface WalkPlace {
  readonly index: number;
  readonly kind: "image" | "leaf" | "sum" | "concat";
  /** The layers that made it, in their order. Of a sum or concatenation, what follows the join; none of the image. */
  readonly leaves: readonly NamedLeaf[];
  /** Places that it is made from. None of the image. */
  readonly inputs: readonly number[];
  readonly volume: Volume;
  /** The name by which a plan reads it. Undefined if it has none, as the image. */
  readonly read?: string;
  /** The outermost label around it: `layer1` in a stage. */
  readonly stage: string;
  readonly part?: "stem" | "stage" | "head";
  /** The dotted name of its block, such as `layer1.0`. */
  readonly block?: string;
  readonly onShortcut: boolean;
  readonly parameters: number;
  readonly multiplyAdds: number;
}

type Draft = {-readonly [Key in keyof WalkPlace]: WalkPlace[Key]} & {leaves: NamedLeaf[]; closed: boolean};

/** Where in the groups a walk is. */
type Surroundings = Pick<WalkPlace, "stage" | "part" | "block" | "onShortcut">;

/** Returns the places of a walk through a *network*, in the order of a forward pass: the image first. Throws as outputShape does. */
export function volumeWalk(network: Expression, input: Volume): WalkPlace[] {
  const costs = layerCosts(network, input);
  const places: Draft[] = [];
  const around: Surroundings[] = [{stage: "", onShortcut: false}];
  const named = new Set<string>();
  let row = 0; // of costs: both folds go the same way

  function open(place: Pick<Draft, "kind" | "inputs" | "volume">): number {
    const made = {leaves: [], closed: false, parameters: 0, multiplyAdds: 0};
    return places.push({index: places.length, ...place, ...around[around.length - 1], ...made}) - 1;
  }

  function join(kind: "sum" | "concat", branches: readonly number[], name: string): number {
    row++; // a join costs nothing
    const volumes = branches.map((place) => places[place].volume);
    const volume = (kind === "sum" ? sumShape : concatShape)(volumes, name);
    return open({kind, inputs: [...new Set(branches)], volume});
  }

  function count({parameters, multiplyAdds}: LayerCost, place: Draft): void {
    place.parameters += parameters;
    place.multiplyAdds += multiplyAdds;
  }

  open({kind: "image", inputs: [], volume: toVolume(input)});
  places[0].closed = true;
  evaluate<number>(network, 0, {
    leaf(leaf, from, name) {
      const own = costs[row++];
      if (leaf.type === "identity") return from;
      const volume = leafShape(leaf, places[from].volume, name);
      const stays = keepsVolume(leaf) && !places[from].closed && !standsAlone(leaf, around.at(-1)!);
      const place = stays ? from : open({kind: "leaf", inputs: [from], volume});
      places[place].leaves.push({name, leaf});
      count(own, places[place]);
      return place;
    },
    sum: (branches, name) => join("sum", branches, name),
    concat: (branches, name) => join("concat", branches, name),
    enter(group, from, name) {
      if (group.role === "block" || group.role === "stage") places[from].closed = true;
      around.push(inside(group, name, around[around.length - 1]));
    },
    leave({label}, place, name) {
      around.pop();
      if (label === undefined || place === 0) return;
      const unused = unusedName(name, named);
      named.add(unused);
      places[place].read = unused;
    }
  });
  return places.map(({closed: _, ...place}) => place);
}

/** Returns the cost of all of a walk. */
export function walkCost(places: readonly WalkPlace[]) {
  return totalCost(places.map((place) => ({...place, activationBytes: 0})));
}

/** Whether a layer keeps its input's shape whatever that is. */
function keepsVolume({type}: Leaf): boolean {
  return ![
    "conv",
    "maxPool",
    "averagePool",
    "globalAveragePool",
    "dense",
    "subsample",
    "padChannels"
  ].includes(type);
}

/** A stem's normalization is looked at by itself. */
function standsAlone({type}: Leaf, {part}: Surroundings): boolean {
  return part === "stem" && type === "norm";
}

function inside({label = "", role}: Group, name: string, outer: Surroundings): Surroundings {
  const part = role === "stem" || role === "stage" || role === "head" ? role : outer.part;
  const block = role === "block" ? name : outer.block;
  return {
    stage: outer.stage === "" ? label : outer.stage,
    ...(part && {part}),
    ...(block !== undefined && {block}),
    onShortcut: outer.onShortcut || role === "shortcut"
  };
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name;
  for (let count = 2; taken.has(unused); ++count) unused = `${name}_${count}`;
  return unused;
}
