import {invalid} from "../../fields/fault.js";
import {concat, type Expression, label, sequence, sum} from "../expression.js";
import {type Block, blockActivation, blockConv, type BlockLayer, blockNorm} from "./block.js";
import {leadingParts} from "./order.js";

/**
 * Returns the parts of a ResNeXt unit that is a sum of paths 1×1, 3×3, 1×1, then one normalization and activation.
 *
 * Branch i of C owns channels i·d to (i + 1)·d of the grouped form, d = width / C: those filters of `conv1`, `bn1`,
 * `conv2` and `bn2`, and those inputs of `conv3`. Without normalization each branch's `conv3` has a bias of its own;
 * their sum is the grouped form's.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), Fig. 3(a). Normalization follows the sum, as in §4.
 */
export function sumForm(layers: BlockLayer[], block: Block): Expression[][] {
  const paths = branches(layers, block).map((path, i) =>
    label(`branches.${i}`, sequence(...path, blockConv(3, layers[2], block)))
  );
  return [[sum(...paths)], ...ending(block)];
}

/**
 * Like sumForm, except that the branches end before the last 1×1 convolution and their channels are joined for one.
 *
 * Source: Xie et al. 2017, Fig. 3(b).
 */
export function concatForm(layers: BlockLayer[], block: Block): Expression[][] {
  const paths = branches(layers, block).map((path, i) => label(`branches.${i}`, sequence(...path)));
  return [[concat(...paths)], [blockConv(3, layers[2], block)], ...ending(block)];
}

function ending(block: Block): Expression[][] {
  return [blockNorm(3, block, block.zeroInitResidual), [blockActivation(block)]];
}

function branches([reduce, transform]: BlockLayer[], block: Block): Expression[][] {
  const {groups: cardinality = 1} = transform;
  checkForm(cardinality, transform.filters, block);
  const filters = transform.filters / cardinality;
  return Array.from({length: cardinality}, () => [
    ...activatedLayer(1, {...reduce, filters}, block),
    ...activatedLayer(2, {...transform, filters, groups: 1}, block)
  ]);
}

/** More branches than any paper's; a tree of many more would freeze a page. */
const maximumBranches = 256;

function checkForm(cardinality: number, width: number, {order}: Block): void {
  if (width % cardinality !== 0) {
    throw invalid("cardinality", cardinality, "divides", {what: "width", channels: width});
  }
  if (cardinality > maximumBranches) {
    throw invalid("cardinality", cardinality, "branches", {most: maximumBranches});
  }
  if (leadingParts(order).length > 0) {
    throw invalid("form", "split", "groupedFormOnly", {});
  }
}

function activatedLayer(i: number, layer: BlockLayer, block: Block): Expression[] {
  return [blockConv(i, layer, block), ...blockNorm(i, block), blockActivation(block)];
}
