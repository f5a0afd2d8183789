import {type Expression, group, label, sequence} from "../expression.js";
import {averagePool, dropout, globalAveragePool, maxPool} from "../leaf.js";
import {namedConv} from "./layerList.js";

/**
 * Returns the Network in Network for CIFAR-10: each stage ends in two 1×1 convolutions (`cccp`), and a global average
 * takes the place of fully connected layers.
 *
 * - input: `[32, 32, 3]`
 * - result: `[1, 1, numClasses]`, logits; **numClasses** defaults to 10
 *
 * Source: Lin et al. 2013 (arXiv:1312.4400), §3 and Fig. 2; the sizes are those of the authors' published CIFAR-10 model.
 */
export function nin({numClasses = 10}: {numClasses?: number} = {}): Expression {
  const window = {stride: 2, ceil: true};
  return sequence(
    stage([namedConv("conv1", 192, 5), namedConv("cccp1", 160, 1), namedConv("cccp2", 96, 1)]),
    label("pool1", maxPool(3, window)),
    label("drop1", dropout(0.5)),
    stage([namedConv("conv2", 192, 5), namedConv("cccp3", 192, 1), namedConv("cccp4", 192, 1)]),
    label("pool2", averagePool(3, window)),
    label("drop2", dropout(0.5)),
    stage([namedConv("conv3", 192, 3), namedConv("cccp5", 192, 1), namedConv("cccp6", numClasses, 1)]),
    group(label("pool3", globalAveragePool()), {role: "head"})
  );
}

function stage(layers: Expression[]): Expression {
  return group(sequence(...layers), {role: "stage"});
}
