import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {concat, type Expression, group, label, sequence, sum} from "../../components/network/expression.js";
import {
  averagePool,
  conv,
  dense,
  dropout,
  globalAveragePool,
  identity,
  localResponseNorm,
  maxPool,
  norm,
  relu,
  scale,
  sigmoid,
  tanh
} from "../../components/network/leaf.js";
import type {Volume} from "../../components/network/shapes.js";

const pooledFunction = sequence(label("conv", conv(6, 3)), maxPool(3, {stride: 1, padding: 1}), dropout(0.3));

/** Small networks of layers beyond residual networks, each in a place where its kernels must do something special. */
export const zooKinds: readonly [title: string, network: Expression, input: Volume][] = [
  [
    "two groups, response normalization, overlapping pools, dropout, dense layers over volumes",
    sequence(
      ...[
        label("0", conv(10, 5, {stride: 2, bias: true})),
        relu(),
        localResponseNorm(),
        maxPool(3, {stride: 2})
      ],
      ...[
        label("4", conv(8, 3, {groups: 2, bias: true})),
        relu(),
        localResponseNorm({size: 4, alpha: 0.3, k: 1})
      ],
      ...[dropout(0.5), label("fc6", dense(9)), relu(), dropout(0.5), label("fc7", dense(10))]
    ),
    [17, 21, 3]
  ],
  [
    "branches that pool one value in several ways, and its gradient from all of them",
    sequence(
      label("stem", conv(7, 3)),
      concat(
        maxPool(3, {stride: 2, padding: 1}),
        sequence(dropout(0.2), averagePool(3, {stride: 2, padding: 1})),
        sequence(localResponseNorm({size: 3, alpha: 0.5, beta: 0.6, k: 1}), maxPool(2)),
        sequence(maxPool(2), tanh())
      ),
      globalAveragePool(),
      label("fc", dense(10))
    ),
    [10, 10, 3]
  ],
  [
    "pools of what is multiplied, and windows over the border",
    sequence(
      ...[label("conv", conv(4, 3)), scale(-1.5), maxPool(3, {stride: 2, ceil: true}), sigmoid()],
      ...[averagePool(2, {padding: 1, ceil: true}), scale(0.5), label("fc", dense(10, {bias: false}))]
    ),
    [8, 11, 3]
  ],
  [
    "the stem of an ImageNet network, and a block that pools and drops",
    sequence(
      ...[label("conv1", conv(6, 7, {stride: 2})), label("bn1", norm()), relu()],
      maxPool(3, {stride: 2, padding: 1}),
      label("layer1.0", basicBlock(6, 6)),
      label(
        "layer1.1",
        sum(group(pooledFunction, {role: "residual"}), group(identity(), {role: "shortcut"}))
      ),
      ...[globalAveragePool(), label("fc", dense(10))]
    ),
    [21, 21, 3]
  ]
];
