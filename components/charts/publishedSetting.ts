import type {Order} from "../network/blocks/order.js";
import {type Cost, cost} from "../network/cost.js";
import {networkIdentity, paperName} from "../network/identity.js";
import {namedNetwork} from "../network/named.js";

/** A network for ImageNet with its published errors, in percent. */
export interface PublishedSetting {
  /** The network's name here: `resnext50_32x4d`. */
  net: string;
  /** The order of the layers in its blocks. Defaults to "original". */
  order?: Order;
  layers: number;
  cardinality: number;
  /** Channels in each transformation of the first stage. */
  groupWidth: number;
  top1: number;
  top5?: number;
  /** Top-1 error of the same network without shortcuts. */
  top1Plain?: number;
}

/** Returns the network of a published error as papers write it: `ResNeXt-50, 32×4d`. */
export function settingName({net}: Pick<PublishedSetting, "net">): string {
  return paperName(networkIdentity(net));
}

/** Returns the template of a network's first stage, as the paper writes it: `32×4d`. */
export function templateText({
  cardinality,
  groupWidth
}: Pick<PublishedSetting, "cardinality" | "groupWidth">): string {
  return `${cardinality}×${groupWidth}d`;
}

/** Returns what the network of a published error costs, counted on its layers. */
export function settingCost({net, order}: Pick<PublishedSetting, "net" | "order">): Cost {
  const key = `${net} ${order}`;
  const known = costs.get(key);
  if (known) return known;
  const {expression, input} = namedNetwork(net, {order});
  const counted = cost(expression, input);
  costs.set(key, counted);
  return counted;
}

/** Counting takes milliseconds a network, and charts are drawn anew whenever their width changes. */
const costs = new Map<string, Cost>();
