import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {concat, type Expression, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork, networkNames} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import type {Volume} from "../../components/network/shapes.js";

/** An expression to draw, and what enters it. */
export interface Drawable {
  readonly name: string;
  readonly expression: Expression;
  readonly input: Volume;
}

/** Every network of the zoo, those with numbers in their names in one size. */
export const networks: readonly Drawable[] = networkNames.map((pattern) =>
  namedNetwork(pattern.replace("-N-CxWd", "-29-8x16d").replace("-N-K", "-16-2").replace("-N", "-20"))
);

const variants: readonly [name: string, options: NamedOptions][] = [
  ["cifar-resnet-20", {shortcut: "C"}],
  ["cifar-resnet-20", {shortcutScale: 0.5}],
  ["cifar-resnet-20", {preActivation: true, shortcut: "B"}],
  ["cifar-resnet-20", {norm: false, activation: "tanh"}],
  ["cifar-resnet-110", {}],
  ["cifar-resnext-29-8x16d", {form: "sum"}],
  ["cifar-resnext-29-8x16d", {form: "concat"}],
  ["resnet50", {strideIn1x1: true, zeroInitResidual: true}]
];

/** The zoo, with shortcuts and blocks that its networks do not have unasked. */
export const zoo: readonly Drawable[] = [
  ...networks,
  ...variants.map(([name, options]) => ({
    ...namedNetwork(name, options),
    name: `${name} ${JSON.stringify(options)}`
  }))
];

/** Blocks and oddities. */
export const small: readonly Drawable[] = [
  {name: "nothing", expression: sequence(), input: [8, 8, 3]},
  {name: "identity", expression: identity(), input: [8, 8, 3]},
  {name: "one layer", expression: relu(), input: [8, 8, 3]},
  {name: "a sum of one line", expression: sum(identity()), input: [8, 8, 3]},
  {name: "a sum of lines", expression: sum(identity(), sequence()), input: [8, 8, 3]},
  {name: "two functions and a line", expression: sum(conv(3, 3), relu(), identity()), input: [8, 8, 3]},
  {name: "dense connection", expression: concat(identity(), conv(4, 3)), input: [8, 8, 3]},
  {name: "sums in sums", expression: sum(sum(conv(3, 3), identity()), identity()), input: [8, 8, 3]},
  {name: "basic block", expression: basicBlock(16, 16), input: [32, 32, 16]},
  {
    name: "ResNeXt block",
    expression: bottleneck(256, 128, {cardinality: 32, form: "sum"}),
    input: [56, 56, 256]
  }
];
