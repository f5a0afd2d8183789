import {layerCosts} from "./cost.js";
import {distinctName} from "./distinctName.js";
import type {Expression} from "./expression.js";
import {evaluate} from "./fold.js";
import type {LayerPlace} from "./layerPlace.js";
import type {Leaf} from "./leaf.js";
import {toVolume, type Volume} from "./shapes.js";

/** A layer, under the dotted labels around it. */
export interface NamedLeaf {
  readonly name: string;
  readonly leaf: Leaf;
}

/** What part of its network a place is in. */
type Part = "stem" | "stage" | "head";

/**
 * A place on a walk through a network: a volume, and what made it. A convolution is one place with the normalization and the
 * activation that follow it, as these keep the volume; in a stem, what follows has a place of its own.
 */
export interface WalkPlace extends LayerPlace {
  readonly index: number;
  readonly kind: "image" | "leaf" | "sum" | "concat";
  /** The layers that made it, in their order. Of a sum or concatenation, what follows the join; none of the image. */
  readonly leaves: readonly NamedLeaf[];
  /** Places that it is made from. None of the image. */
  readonly inputs: readonly number[];
  readonly volume: Volume;
  /** The name by which a plan reads it. Undefined if it has none, as the image. */
  readonly read?: string;
  readonly part?: Part;
  readonly parameters: number;
  readonly multiplyAdds: number;
}

type Draft = {-readonly [Key in keyof WalkPlace]: WalkPlace[Key]} & {leaves: NamedLeaf[]; closed: boolean};

/** Returns the places of a walk through a *network*, in the order of a forward pass: the image first. Throws as outputShape does. */
export function volumeWalk(network: Expression, input: Volume): WalkPlace[] {
  const costs = layerCosts(network, input);
  const places: Draft[] = [];
  const parts: (Part | undefined)[] = [undefined];
  const named = new Set<string>();
  let row = 0; // of costs: both folds go the same way

  function open(place: Pick<Draft, "kind" | "inputs" | "volume"> & LayerPlace): number {
    const part = parts[parts.length - 1];
    const made = {leaves: [], closed: false, parameters: 0, multiplyAdds: 0};
    return places.push({index: places.length, ...place, ...(part && {part}), ...made}) - 1;
  }

  function join(kind: "sum" | "concat", branches: readonly number[]): number {
    const {output: volume, place} = costs[row++]; // a join costs nothing
    return open({kind, inputs: [...new Set(branches)], volume, ...place});
  }

  open({kind: "image", inputs: [], volume: toVolume(input), stage: "", onShortcut: false});
  places[0].closed = true;
  evaluate<number>(network, 0, {
    leaf(leaf, from, name) {
      const {output: volume, place: where, parameters, multiplyAdds} = costs[row++];
      if (leaf.type === "identity") return from;
      const stays = keepsVolume(leaf) && !places[from].closed && !standsAlone(leaf, parts.at(-1));
      const place = stays ? from : open({kind: "leaf", inputs: [from], volume, ...where});
      places[place].leaves.push({name, leaf});
      places[place].parameters += parameters;
      places[place].multiplyAdds += multiplyAdds;
      return place;
    },
    sum: (branches) => join("sum", branches),
    concat: (branches) => join("concat", branches),
    enter({role}, from) {
      if (role === "block" || role === "stage") places[from].closed = true;
      parts.push(role === "stem" || role === "stage" || role === "head" ? role : parts.at(-1));
    },
    leave({label}, place, name) {
      parts.pop();
      if (label === undefined || place === 0) return;
      const unused = distinctName(name, named);
      named.add(unused);
      places[place].read = unused;
    }
  });
  return places.map(({closed: _, ...place}) => place);
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
function standsAlone({type}: Leaf, part: Part | undefined): boolean {
  return part === "stem" && type === "norm";
}
