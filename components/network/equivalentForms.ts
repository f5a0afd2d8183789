import {invalid} from "../fields/fault.js";
import {bottleneck, type BottleneckOptions} from "./blocks/bottleneck.js";
import type {Expression} from "./expression.js";
import {positive} from "./integer.js";

/** A way to write a ResNeXt block: as a sum of branches, with their channels joined, or with one grouped convolution. */
export type BlockForm = NonNullable<BottleneckOptions["form"]>;

/** The forms in the order of Xie et al. 2017 (arXiv:1611.05431), Fig. 3: (a), (b), (c). */
export const blockForms: readonly BlockForm[] = ["sum", "concat", "grouped"];

/** A ResNeXt block that is written in each form. */
export interface FormChoice {
  /** Parallel transformations, C: from 1 to 256. */
  cardinality: number;
  /** Channels in each transformation, d. C · d is at most 1,024. */
  groupWidth: number;
  /** Defaults to 1; with another stride the shortcut is a projection. */
  stride?: number;
  /** Channels of the block's input and result. Defaults to those of formInput. */
  channels?: number;
}

/** What the forms are compared on: images, their height and width, and the channels of the paper's Fig. 3. */
export const formInput = {images: 8, size: 8, channels: 256} as const;

const mostWidth = 1024; // wider ones take seconds a pass on a processor

/**
 * Returns a block in its three equivalent forms: they have as many parameters and, with the same weights, the same
 * result. Throws on a cardinality or width that there is no such block of.
 */
export function equivalentForms({
  cardinality,
  groupWidth,
  stride = 1,
  channels = formInput.channels
}: FormChoice): Record<BlockForm, Expression> {
  positive({cardinality, groupWidth, stride, channels});
  const width = cardinality * groupWidth;
  const build = (form: BlockForm) =>
    bottleneck(channels, width, {outChannels: channels, cardinality, stride, form});
  const forms = {sum: build("sum"), concat: build("concat"), grouped: build("grouped")};
  if (width > mostWidth) {
    throw invalid("groupWidth", groupWidth, "measuredWidth", {width, most: mostWidth});
  }
  return forms;
}
