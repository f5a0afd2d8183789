import type {Expression} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {networkTitle} from "../../components/network/networkTitle.js";
import {resNet, type ResNetOptions} from "../../components/network/zoo/resNet.js";

/** A network whose listing PyTorch is to run. */
export interface ListingCase {
  readonly title: string;
  readonly network: Expression;
  /** Pixels along a side of its images. */
  readonly size: number;
}

/** Networks whole: their names, counts and outputs. */
const whole: [name: string, size: number, options?: NamedOptions][] = [
  ["resnet50", 64],
  ["resnet18", 64, {numClasses: 10}],
  ["resnext50_32x4d", 32],
  ["wide_resnet50_2", 32],
  ["cifar-resnet-20", 32],
  ["cifar-resnet-20", 32, {shortcut: "B", shortcutScale: 0.5}],
  ["cifar-resnet-14", 16, {norm: false, activation: "tanh"}],
  ["cifar-plain-20", 32],
  ["cifar-resnet-29", 32, {block: "bottleneck", cardinality: 4}],
  ["cifar-resnext-29-8x64d", 16]
];

/** Small networks, one for each option. */
const small: ResNetOptions[] = [
  {},
  {zeroInitResidual: true},
  {numClasses: 7},
  {cardinality: 4, groupWidth: 32},
  {groupWidth: 128},
  {replaceStrideWithDilation: [false, true, true]},
  {replaceStrideWithDilation: [true, true, true]},
  {strideIn1x1: true},
  {shortcut: "A"},
  {shortcut: "C"},
  {norm: false},
  {block: "basic"},
  {block: "basic", zeroInitResidual: true},
  {block: "basic", shortcut: "A", activation: "sigmoid"},
  {residual: false}
];

/** Returns the networks that PyTorch is to build from their listings. */
export function listingCases(): ListingCase[] {
  return [
    ...whole.map(([name, size, options = {}]) => ({
      title: networkTitle(name, options),
      network: namedNetwork(name, options).expression,
      size
    })),
    ...small.map((options) => ({
      title: JSON.stringify(options),
      network: resNet({layers: [1, 2, 2, 1], width: 8, ...options}),
      size: 64
    }))
  ];
}
