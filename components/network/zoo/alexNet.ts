import {type Expression, group, label, sequence} from "../expression.js";
import {dense, dropout, localResponseNorm, maxPool, relu} from "../leaf.js";
import {convRelu, namedConv, numbered} from "./layerList.js";

/** Options of an AlexNet. */
export interface AlexNetOptions {
  /** Outputs of the last layer. Defaults to 1000. */
  numClasses?: number;
}

/**
 * Returns torchvision's AlexNet: one tower, no normalization.
 *
 * - input: `[224, 224, 3]`; at other sizes the first fully connected layer differs, since torchvision's adaptive
 *   pooling to 6×6, which changes nothing at 224×224, is left out
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: Krizhevsky 2014 (arXiv:1404.5997), §5, as torchvision builds it.
 */
export function alexNet({numClasses = 1000}: AlexNetOptions = {}): Expression {
  const pool = maxPool(3, {stride: 2});
  const features = [
    ...[...convRelu(64, 11, {stride: 4, padding: 2}), pool],
    ...[...convRelu(192, 5), pool],
    ...convRelu(384, 3),
    ...convRelu(256, 3),
    ...[...convRelu(256, 3), pool]
  ];
  const hidden = [dropout(0.5), dense(4096), relu()];
  return sequence(
    group(numbered(features), {label: "features"}),
    group(numbered([...hidden, ...hidden, dense(numClasses)]), {label: "classifier", role: "head"})
  );
}

/** Options of the AlexNet of the paper. */
export interface AlexNetOriginalOptions extends AlexNetOptions {
  /** Groups of the second, fourth and fifth convolution. Defaults to 2, one for each GPU. */
  groups?: number;
}

/**
 * Returns the AlexNet of the paper: two groups in the second, fourth and fifth convolution (the two GPUs), and local
 * response normalization after the first two.
 *
 * - input: `[227, 227, 3]`: the paper says 224, but its first layer's 55×55 positions need 227 without padding
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: Krizhevsky et al. 2012, §3.2 to §3.5 and Fig. 2.
 */
export function alexNetOriginal({numClasses = 1000, groups = 2}: AlexNetOriginalOptions = {}): Expression {
  const pool = (i: number): Expression => label(`pool${i}`, maxPool(3, {stride: 2}));
  const response = (i: number): Expression => label(`norm${i}`, localResponseNorm());
  return sequence(
    ...[namedConv("conv1", 96, 11, {stride: 4, padding: 0}), response(1), pool(1)],
    ...[namedConv("conv2", 256, 5, {groups}), response(2), pool(2)],
    namedConv("conv3", 384, 3),
    namedConv("conv4", 384, 3, {groups}),
    ...[namedConv("conv5", 256, 3, {groups}), pool(5)],
    group(sequence(hiddenLayer(6), hiddenLayer(7), label("fc8", dense(numClasses))), {role: "head"})
  );
}

/** Returns the *i*-th layer of an AlexNet, fully connected, and the dropout that follows it. */
export function hiddenLayer(i: number): Expression {
  return sequence(
    label(`fc${i}`, dense(4096)),
    label(`relu${i}`, relu()),
    label(`dropout${i}`, dropout(0.5))
  );
}
