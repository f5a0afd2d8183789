import {cost} from "../../network/cost.js";
import {depth} from "../../network/depth.js";
import {namedNetwork} from "../../network/named.js";
import {networkBlocks} from "../../network/networkBlocks.js";

/** A network with what is published of it: data/published/ilsvrc.json. */
export interface PublishedEntry {
  /** Its name in the course: `vgg16`. */
  readonly net: string;
  /** What its authors, or others, call it. */
  readonly name: string;
  readonly year: number;
  readonly task: "imagenet" | "cifar10";
  /** Whether it stands for what won the challenge of its year. */
  readonly winner?: boolean;
  /** Error of one network, in percent, and how it was measured. */
  readonly single: number;
  readonly singleHow: string;
  /** Error of several networks together, in percent, and how many they are. */
  readonly ensemble?: number;
  readonly ensembleOf?: number;
  readonly paper: string;
}

/** A published network with what is counted on its expression: plain data. */
export interface HistoryNetwork extends PublishedEntry {
  readonly layers: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly residual: boolean;
}

/** Returns a published network with what is counted on its expression; of the deepest this takes a good part of a second. */
export function historyNetwork(entry: PublishedEntry): HistoryNetwork {
  const {expression, input} = namedNetwork(entry.net);
  const {parameters, multiplyAdds} = cost(expression, input);
  return {
    ...{...entry, parameters, multiplyAdds},
    layers: depth(expression),
    residual: networkBlocks(expression).some(({shortcut}) => shortcut !== undefined)
  };
}
