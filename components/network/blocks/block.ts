import {invalid} from "../../fields/fault.js";
import type {Rules} from "../../fields/rule.js";
import {type Expression, label} from "../expression.js";
import {type Activation, activation, conv, type ConvOptions, norm} from "../leaf.js";
import {type Order, toOrder} from "./order.js";

/** How a shortcut meets a change of shape: zero padding, projections where needed, or projections everywhere. */
export type ShortcutOption = "A" | "B" | "C";

/** Options that every residual block understands. */
export interface BlockOptions {
  /** Positions from one window to the next in the block's strided convolution. Defaults to 1. */
  stride?: number;
  /** Positions between the taps of 3×3 windows. Defaults to 1. */
  dilation?: number;
  /** The shortcut where shapes differ (He et al. 2015, §3.3 and §4.1). Defaults to "B". */
  shortcut?: ShortcutOption;
  /** λ, which multiplies the shortcut, identity or not (He et al. 2016, §3.1). Defaults to 1. */
  shortcutScale?: number;
  /** Whether batch normalization follows each convolution; without it convolutions have a bias. Defaults to true. */
  norm?: boolean;
  /** The function between layers. Defaults to "relu". */
  activation?: Activation["type"];
  /** The order of convolution, normalization, activation and addition (He et al. 2016, Fig. 4). Defaults to "original". */
  order?: Order;
  /** Short for **order** "preActivation": normalization and activation before each convolution. */
  preActivation?: boolean;
  /**
   * Whether shortcut and residual function share what stands before the first convolution, in the orders that begin
   * with an activation. Defaults to true unless the shortcut is the identity.
   */
  sharedActivation?: boolean;
  /**
   * Whether the last γ of the residual function starts at 0 (torchvision's `zero_init_residual`), in the orders that
   * have one at its end: "original" and "reluOnlyPreActivation". Defaults to false.
   */
  zeroInitResidual?: boolean;
  /** Defaults to true. False leaves out the shortcut and the sum: a block of a plain network. */
  residual?: boolean;
}

/** Options with their defaults. */
export type Block = Required<Omit<BlockOptions, "sharedActivation" | "preActivation">> &
  Pick<BlockOptions, "sharedActivation">;

/** Returns *options* with defaults. Throws if they contradict each other. */
export function toBlock(options: BlockOptions): Block {
  const {stride = 1, dilation = 1, shortcut = "B", shortcutScale = 1, norm = true} = options;
  const {activation = "relu", zeroInitResidual = false, residual = true} = options;
  const ofShortcut = {shortcut, shortcutScale, residual, sharedActivation: options.sharedActivation};
  const order = toOrder(options);
  const block = {stride, dilation, norm, activation, order, zeroInitResidual, ...ofShortcut};
  checkShortcut(shortcut);
  checkNorm(block);
  if (zeroInitResidual) checkZeroInit(block);
  return block;
}

function checkShortcut(shortcut: string): void {
  if (!["A", "B", "C"].includes(shortcut)) {
    throw invalid("shortcut", shortcut, "choice", {choices: ["A", "B", "C"]});
  }
}

function checkNorm({norm, order}: Block): void {
  if (!norm && order === "normAfterAddition") {
    throw invalid("order", order, "normFollowsAddition", {});
  }
}

/** Why a residual function cannot start at 0 by its last γ. */
const noLastGamma: Partial<Record<Order, Rules["noLastGamma"]["reason"]>> = {
  normAfterAddition: "afterAddition",
  reluBeforeAddition: "activationFollows",
  preActivation: "endsInConvolution"
};

function checkZeroInit({norm, order, residual}: Block): void {
  const reason = !norm ? "noNorm" : (noLastGamma[order] ?? (!residual && "plain"));
  if (reason) throw invalid("zeroInitResidual", true, "noLastGamma", {reason});
}

/** One convolution of a block, the *i*-th from 1. */
export interface BlockLayer extends Pick<ConvOptions, "stride" | "dilation" | "groups"> {
  filters: number;
  kernel: number;
}

/** Returns the *i*-th convolution under torchvision's name; it has a bias if no normalization follows. */
export function blockConv(i: number, {filters, kernel, ...options}: BlockLayer, {norm}: Block): Expression {
  return label(`conv${i}`, conv(filters, kernel, {...options, bias: !norm}));
}

/** Returns the *i*-th normalization under torchvision's name, or nothing if the block has none. */
export function blockNorm(i: number, block: Block, zeroInit = false): Expression[] {
  return block.norm ? [label(`bn${i}`, norm({zeroInit}))] : [];
}

/** Returns the block's activation, named after its function. */
export function blockActivation({activation: type}: Pick<Block, "activation">): Expression {
  return label(type, activation(type));
}
