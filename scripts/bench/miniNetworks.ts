import {concat, type Expression, label, sequence} from "../../components/network/expression.js";
import {
  averagePool,
  conv,
  dense,
  globalAveragePool,
  localResponseNorm,
  maxPool,
  relu
} from "../../components/network/leaf.js";
import type {NamedNetwork} from "../../components/network/named.js";

/** What came before residual networks, small enough to train in a moment: as in tests/fixtures/parity. */
export const miniNetworks: ReadonlyMap<string, NamedNetwork> = new Map(
  [
    network("mini-alexnet", 19, [
      ...[...convRelu("0", 12, 5, {stride: 2}), localResponseNorm({alpha: 0.01}), maxPool(3, {stride: 2})],
      ...[...convRelu("4", 12, 3, {groups: 2}), localResponseNorm({size: 3, alpha: 0.05})],
      ...[label("fc6", dense(11)), relu(), label("fc7", dense(10))]
    ]),
    network("mini-vgg", 20, [
      ...[...convRelu("0", 6, 3), ...convRelu("2", 6, 3), maxPool(2), ...convRelu("5", 12, 3), maxPool(2)],
      ...[label("fc6", dense(12)), relu(), label("fc7", dense(10))]
    ]),
    network("mini-nin", 18, [
      ...[...convRelu("conv1", 6, 5), ...convRelu("cccp1", 6, 1), ...convRelu("cccp2", 5, 1)],
      ...[maxPool(3, {stride: 2, ceil: true}), ...convRelu("conv2", 6, 3), ...convRelu("cccp3", 6, 1)],
      ...[
        averagePool(3, {stride: 2, padding: 1, ceil: true}),
        ...convRelu("cccp6", 10, 1),
        globalAveragePool()
      ]
    ]),
    network("mini-inception", 14, [
      ...convRelu("conv1", 6, 3),
      concat(
        sequence(...convRelu("branch1", 3, 1)),
        sequence(...convRelu("branch2.0", 2, 1), ...convRelu("branch2.1", 6, 3)),
        sequence(...convRelu("branch3.0", 2, 1), ...convRelu("branch3.1", 3, 5)),
        sequence(maxPool(3, {stride: 1, padding: 1}), ...convRelu("branch4.1", 4, 1))
      ),
      ...[averagePool(3, {stride: 2, padding: 1}), globalAveragePool(), label("fc", dense(10))]
    ])
  ].map((one) => [one.name, one])
);

function network(name: string, size: number, parts: Expression[]): NamedNetwork {
  return {name, input: [size, size, 3], expression: sequence(...parts)};
}

function convRelu(name: string, filters: number, kernel: number, options = {}): Expression[] {
  return [label(name, conv(filters, kernel, {bias: true, ...options})), relu()];
}
