import {invalid} from "../../fields/fault.js";
import {type Expression, group, sequence} from "../expression.js";
import {dense, dropout, type Leaf, maxPool, norm, relu} from "../leaf.js";
import {convRelu, numbered} from "./layerList.js";

/** Options of a VGG network. */
export interface VggOptions {
  /** Weighted layers: 16 or 19. Defaults to 16. */
  depth?: number;
  /** Whether batch normalization follows each convolution, as in torchvision's `vgg16_bn`. Defaults to false. */
  norm?: boolean;
  /** Outputs of the last layer. Defaults to 1000. */
  numClasses?: number;
}

/** 3×3 convolutions of the five stages. */
const table: Record<number, number[]> = {16: [2, 2, 3, 3, 3], 19: [2, 2, 4, 4, 4]};
const widths = [64, 128, 256, 512, 512];

/**
 * Returns a VGG network, with torchvision's names.
 *
 * - input: `[224, 224, 3]`; any size from 32×32 up, but the first fully connected layer grows with it, since
 *   torchvision's adaptive pooling to 7×7, which changes nothing at 224×224, is left out
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: Simonyan and Zisserman 2014 (arXiv:1409.1556), Table 1, columns D and E.
 */
export function vgg({depth = 16, norm = false, numClasses = 1000}: VggOptions = {}): Expression {
  const counts = table[depth];
  if (!counts) throw invalid("depth", depth, "depths", {family: "VGG networks", depths: [16, 19]});
  const stages = counts.map((count, i) => stage(count, widths[i], norm));
  const hidden = [dense(4096), relu(), dropout(0.5)];
  return sequence(
    group(sequence(...stages.map((leaves, i) => numberedStage(leaves, stages.slice(0, i)))), {
      label: "features"
    }),
    group(numbered([...hidden, ...hidden, dense(numClasses)]), {label: "classifier", role: "head"})
  );
}

function stage(count: number, filters: number, normalized: boolean): Leaf[] {
  const layers = Array.from({length: count}, () => {
    const [convolution, activation] = convRelu(filters, 3);
    return normalized ? [convolution, norm(), activation] : [convolution, activation];
  });
  return [...layers.flat(), maxPool(2)];
}

function numberedStage(leaves: Leaf[], before: Leaf[][]): Expression {
  return group(numbered(leaves, before.flat().length), {role: "stage"});
}
