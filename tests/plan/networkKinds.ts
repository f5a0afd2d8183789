import type {NamedOptions} from "../../components/network/networkFields.js";

/** One small network of every kind that trains by a plan. */
export const networkKinds: readonly [name: string, options: NamedOptions][] = [
  ["cifar-plain-8", {width: 4}],
  ["cifar-resnet-8", {width: 4, shortcut: "A"}],
  ["cifar-resnet-8", {width: 4, shortcut: "B"}],
  ["cifar-resnet-8", {width: 4, shortcut: "C", shortcutScale: 0.5}],
  ["cifar-resnet-8", {width: 4, norm: false}],
  ["cifar-resnet-8", {width: 4, activation: "tanh"}],
  ["cifar-resnet-8", {width: 4, preActivation: true}],
  ["cifar-resnet-14", {width: 4, preActivation: true, shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-8", {width: 4, order: "normAfterAddition"}],
  ["cifar-resnet-14", {width: 4, order: "normAfterAddition", shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-8", {width: 4, order: "reluBeforeAddition"}],
  ["cifar-resnet-14", {width: 4, order: "reluBeforeAddition", shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-8", {width: 4, order: "reluOnlyPreActivation"}],
  ["cifar-resnet-14", {width: 4, order: "reluOnlyPreActivation", shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-11", {width: 2, block: "bottleneck", order: "reluOnlyPreActivation", shortcut: "C"}],
  ["cifar-plain-8", {width: 4, order: "reluOnlyPreActivation"}],
  ["cifar-resnet-8", {width: 4, layersPerBlock: 1}],
  ["cifar-resnet-20", {width: 4, layersPerBlock: 3, shortcut: "B"}],
  ["cifar-resnext-11-2x3d", {width: 4, form: "grouped"}],
  ["cifar-resnext-11-2x3d", {width: 4, form: "sum"}],
  ["cifar-resnext-11-2x3d", {width: 4, form: "concat"}]
];

/** Deep ones of the same kinds. */
export const deepNetworks: readonly [name: string, options: NamedOptions][] = [
  ["cifar-plain-20", {}],
  ["cifar-plain-56", {}],
  ["cifar-resnet-20", {}],
  ["cifar-resnet-56", {}],
  ["cifar-resnet-56", {shortcut: "B"}],
  ["cifar-resnet-56", {shortcut: "C", shortcutScale: 0.5}],
  ["cifar-resnet-56", {norm: false}],
  ["cifar-resnet-56", {preActivation: true}],
  ["cifar-resnet-20", {preActivation: true, shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-56", {order: "normAfterAddition"}],
  ["cifar-resnet-56", {order: "reluBeforeAddition"}],
  ["cifar-resnet-56", {order: "reluOnlyPreActivation", shortcut: "B", shortcutScale: 0.7}],
  ["cifar-resnet-20", {layersPerBlock: 1, order: "reluOnlyPreActivation"}],
  ["cifar-resnet-56", {layersPerBlock: 3, shortcut: "B"}],
  ["cifar-resnext-29-4x4d", {form: "grouped"}],
  ["cifar-resnext-29-4x4d", {form: "sum"}],
  ["cifar-resnext-29-4x4d", {form: "concat"}]
];
