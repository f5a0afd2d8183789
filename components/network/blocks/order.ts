import {invalid} from "../../fields/fault.js";
/** A part of one layer of a residual unit. */
export type LayerPart = "conv" | "norm" | "activation";

/** The order of convolution, normalization, activation and addition in a residual unit; "relu" is any activation. */
export type Order =
  "original" | "normAfterAddition" | "reluBeforeAddition" | "reluOnlyPreActivation" | "preActivation";

/** How a residual unit is put together. */
export interface Arrangement {
  /** The parts of each layer, first to last. */
  readonly layer: readonly LayerPart[];
  /** How many of the unit's last parts follow the addition. */
  readonly afterAddition: number;
}

const postActivation: readonly LayerPart[] = ["conv", "norm", "activation"];

/**
 * The arrangement of each order: a unit is its layers in a row, and the addition stands somewhere before their end.
 *
 * Source: He et al. 2016 (arXiv:1603.05027), Fig. 4 (a) to (e), compared in Table 2.
 */
export const arrangements: Readonly<Record<Order, Arrangement>> = {
  original: {layer: postActivation, afterAddition: 1},
  normAfterAddition: {layer: postActivation, afterAddition: 2},
  reluBeforeAddition: {layer: postActivation, afterAddition: 0},
  reluOnlyPreActivation: {layer: ["activation", "conv", "norm"], afterAddition: 0},
  preActivation: {layer: ["norm", "activation", "conv"], afterAddition: 0}
};

/** Returns the parts that stand before a convolution: none, the activation, or normalization and activation. */
export function leadingParts(order: Order): readonly LayerPart[] {
  const {layer} = arrangements[order];
  return layer.slice(0, layer.indexOf("conv"));
}

/** How an order is chosen: by its name, or, if it is the last one, by **preActivation**. */
export interface OrderOptions {
  order?: Order;
  preActivation?: boolean;
}

/** Returns the order that the options name, *standard* if they name none. Throws if they contradict each other. */
export function toOrder({order, preActivation}: OrderOptions, standard: Order = "original"): Order {
  if (order === undefined) {
    return preActivation === undefined ? standard : preActivation ? "preActivation" : "original";
  }
  if (!Object.hasOwn(arrangements, order)) {
    throw invalid("order", order, "choice", {choices: Object.keys(arrangements)});
  }
  if (preActivation !== undefined && preActivation !== (order === "preActivation")) {
    throw invalid("preActivation", preActivation, "contradictsOrder", {order, preActivation});
  }
  return order;
}
