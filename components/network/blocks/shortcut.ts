import {type Expression, group, label, sequence} from "../expression.js";
import {conv, identity, norm, padChannels, scale, subsample} from "../leaf.js";
import type {Block} from "./block.js";

/**
 * Returns the shortcut of a block from *inChannels* to *outChannels*, in a group of role "shortcut", times λ.
 *
 * - option A: the identity; where shapes differ, every stride-th position with zero channels at the end
 * - option B: the identity; where shapes differ, a projection
 * - option C: a projection in every block
 *
 * Source: He et al. 2015 (arXiv:1512.03385), §3.3 and §4.1, "Identity vs. Projection Shortcuts". The zeros are at the
 * end as in fb.resnet.torch; the paper does not say where.
 */
export function shortcut(inChannels: number, outChannels: number, block: Block): Expression {
  const path = shortcutPath(inChannels, outChannels, block);
  const {shortcutScale} = block;
  const scaled = shortcutScale === 1 ? path : sequence(path, label("scale", scale(shortcutScale)));
  return group(scaled, {role: "shortcut"});
}

/** Returns whether the shortcut passes its input on unchanged, apart from λ. */
export function isIdentityShortcut(inChannels: number, outChannels: number, block: Block): boolean {
  return block.shortcut !== "C" && block.stride === 1 && inChannels === outChannels;
}

function shortcutPath(inChannels: number, outChannels: number, block: Block): Expression {
  if (isIdentityShortcut(inChannels, outChannels, block)) return label("identity", identity());
  return label(
    "downsample",
    block.shortcut === "A" ? zeroPadding(inChannels, outChannels, block) : projection(outChannels, block)
  );
}

function zeroPadding(inChannels: number, outChannels: number, {stride}: Block): Expression {
  const rows = stride > 1 ? [label("subsample", subsample(stride))] : [];
  const zeros = outChannels === inChannels ? [] : [label("padChannels", padChannels(outChannels))];
  return sequence(...rows, ...zeros);
}

/**
 * Returns a 1×1 convolution at the block's stride, then batch normalization. In the order "preActivation" it is the
 * convolution alone, since its input is normalized already. He et al. 2016, Fig. 4, shows identities only.
 *
 * - input: `[height, width, channels]`
 * - result: `[ceil(height / stride), ceil(width / stride), filters]`
 */
function projection(filters: number, {stride, norm: normalized, order}: Block): Expression {
  const convolution = conv(filters, 1, {stride, bias: !normalized});
  if (order === "preActivation") return convolution;
  return sequence(label("0", convolution), ...(normalized ? [label("1", norm())] : []));
}
