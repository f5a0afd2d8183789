import type {Expression} from "../network/expression.js";
import {evaluate} from "../network/fold.js";
import {createPlaceTracker} from "../network/layerPlace.js";
import {networkBlocks} from "../network/networkBlocks.js";
import {leafShape, shapeRules, toVolume, type Volume} from "../network/shapes.js";

/** A layer with weights on a network's main path. */
export interface TowerLayer {
  /** What leaves it. */
  readonly output: Volume;
  /** The name of the block that it is in, if it is in one. */
  readonly block?: string;
}

/** A block as a stretch of layers. */
export interface TowerBlock {
  /** Numbers of its first and its last layer, from 0. */
  readonly first: number;
  readonly last: number;
  /** Whether its input is added to its output. */
  readonly shortcut: boolean;
}

/** A network as layers one upon the other: as many as its depth. */
export interface TowerLayers {
  readonly layers: readonly TowerLayer[];
  readonly blocks: readonly TowerBlock[];
}

/** Returns the weighted layers on the main path of a *network*, from the input upwards, and which of them are blocks. */
export function towerLayers(network: Expression, input: Volume): TowerLayers {
  const layers: TowerLayer[] = [];
  const place = createPlaceTracker();
  evaluate(network, toVolume(input), {
    ...shapeRules,
    enter: (group, _, name) => place.enter(group, name),
    leave: () => place.leave(),
    leaf(leaf, before, name) {
      const output = leafShape(leaf, before, name);
      const {block, onShortcut} = place.current();
      if (!onShortcut && (leaf.type === "conv" || leaf.type === "dense"))
        layers.push({output, ...(block !== undefined && {block})});
      return output;
    }
  });
  const blocks = networkBlocks(network).map(({name, shortcut}) => ({
    first: layers.findIndex(({block}) => block === name),
    last: layers.findLastIndex(({block}) => block === name),
    shortcut: shortcut !== undefined
  }));
  return {layers, blocks};
}
