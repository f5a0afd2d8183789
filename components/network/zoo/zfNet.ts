import {type Expression, group, label, sequence} from "../expression.js";
import {dense, localResponseNorm, maxPool} from "../leaf.js";
import {hiddenLayer} from "./alexNet.js";
import {namedConv} from "./layerList.js";

/**
 * Returns the network of Zeiler and Fergus: AlexNet's layers without its groups, and with a first window of 7×7 at stride 2
 * where that has 11×11 at stride 4. Local response normalization stands for the paper's contrast normalization.
 *
 * - input: `[224, 224, 3]`
 * - result: `[1, 1, numClasses]`, logits; **numClasses** defaults to 1000
 *
 * Source: Zeiler and Fergus 2014 (arXiv:1311.2901), Fig. 3; paddings are those that give its sizes.
 */
export function zfNet({numClasses = 1000}: {numClasses?: number} = {}): Expression {
  const pool = (i: number, padding = 0): Expression => label(`pool${i}`, maxPool(3, {stride: 2, padding}));
  const response = (i: number): Expression => label(`norm${i}`, localResponseNorm());
  return sequence(
    ...[namedConv("conv1", 96, 7, {stride: 2, padding: 1}), pool(1, 1), response(1)],
    ...[namedConv("conv2", 256, 5, {stride: 2, padding: 0}), pool(2, 1), response(2)],
    namedConv("conv3", 384, 3),
    namedConv("conv4", 384, 3),
    ...[namedConv("conv5", 256, 3), pool(5)],
    group(sequence(hiddenLayer(6), hiddenLayer(7), label("fc8", dense(numClasses))), {role: "head"})
  );
}
