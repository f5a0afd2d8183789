import type {Expression} from "./expression.js";
import type {NamedOptions, OptionName} from "./namedOptions.js";
import {alexNet, alexNetOriginal} from "./zoo/alexNet.js";
import {type CifarOptions, cifarPlain, cifarResNet} from "./zoo/cifar.js";
import type {NetworkOptions} from "./zoo/frame.js";
import {googLeNet} from "./zoo/googLeNet.js";
import {nin} from "./zoo/nin.js";
import {plainNet} from "./zoo/plainNet.js";
import {resNet, type ResNetOptions} from "./zoo/resNet.js";
import {cifarResNeXt, resNeXt} from "./zoo/resNeXt.js";
import {vgg} from "./zoo/vgg.js";
import {cifarWideResNet, wideResNet} from "./zoo/wideResNet.js";

/** Networks whose names have one pattern. */
export interface Family {
  /** Names as a reader is told them; `N`, `C`, `W` and `K` stand for numbers. */
  readonly names: readonly string[];
  /** Matches a name; its groups are the numbers in it. */
  readonly pattern: RegExp;
  /** Height and width of the input unless chosen otherwise. */
  readonly size: number;
  readonly options: readonly OptionName[];
  build(numbers: number[], options: NamedOptions): Expression;
}

const input = ["classes", "size"] as const;
const residual = [
  "width",
  "shortcut",
  "shortcutScale",
  "norm",
  "zeroInit",
  "order",
  "preActivation",
  "activation"
] as const;
const blocks = ["block", "layersPerBlock", "cardinality", "groupWidth"] as const;
const imageNet = [...residual, "strideIn1x1", ...input] as const;

/** Every family, in the order of the papers' years within each data set. */
export const families: readonly Family[] = [
  {
    names: ["alexnet"],
    pattern: /^alexnet$/,
    size: 224,
    options: input,
    build: (_, {classes}) => alexNet({numClasses: classes})
  },
  {
    names: ["alexnet-original"],
    pattern: /^alexnet-original$/,
    size: 227,
    options: input,
    build: (_, {classes}) => alexNetOriginal({numClasses: classes})
  },
  {
    names: ["vgg16", "vgg19"],
    pattern: /^vgg(\d+)$/,
    size: 224,
    options: ["norm", ...input],
    build: ([depth], {norm, classes}) => vgg({depth, norm, numClasses: classes})
  },
  {
    names: ["googlenet-paper"],
    pattern: /^googlenet-paper$/,
    size: 224,
    options: input,
    build: (_, {classes}) => googLeNet({numClasses: classes})
  },
  {
    names: ["plain-18", "plain-34"],
    pattern: /^plain-(-?\d+)$/,
    size: 224,
    options: [...residual, ...input],
    build: ([depth], options) => plainNet({depth, ...imageNetOptions(options)})
  },
  {
    names: ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet200"],
    pattern: /^resnet(\d+)$/,
    size: 224,
    options: imageNet,
    build: ([depth], options) => resNet({depth, ...imageNetOptions(options)})
  },
  {
    names: ["resnext50_32x4d", "resnext101_32x8d"],
    pattern: /^resnext(\d+)_(\d+)x(\d+)d$/,
    size: 224,
    options: [...imageNet, "form"],
    build: ([depth, cardinality, groupWidth], options) =>
      resNeXt({depth, cardinality, groupWidth, ...imageNetOptions(options)})
  },
  {
    names: ["wide_resnet50_2", "wide_resnet101_2"],
    pattern: /^wide_resnet(\d+)_(\d+)$/,
    size: 224,
    options: imageNet,
    build: ([depth, widening], options) => wideResNet({depth, widening, ...imageNetOptions(options)})
  },
  {
    names: ["nin-cifar"],
    pattern: /^nin-cifar$/,
    size: 32,
    options: input,
    build: (_, {classes}) => nin({numClasses: classes})
  },
  {
    names: ["cifar-plain-N"],
    pattern: /^cifar-plain-(-?\d+)$/,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ([depth], options) => cifarPlain({depth, ...cifarOptions(options)})
  },
  {
    names: ["cifar-resnet-N"],
    pattern: /^cifar-resnet-(-?\d+)$/,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ([depth], options) => cifarResNet({depth, ...cifarOptions(options)})
  },
  {
    names: ["cifar-resnext-N-CxWd"],
    pattern: /^cifar-resnext-(-?\d+)-(\d+)x(\d+)d$/,
    size: 32,
    options: [...residual, "form", ...input],
    build: ([depth, cardinality, groupWidth], {form, ...options}) =>
      cifarResNeXt({depth, cardinality, groupWidth, form, ...residualOptions(options)})
  },
  {
    names: ["cifar-wide-resnet-N-K"],
    pattern: /^cifar-wide-resnet-(-?\d+)-(\d+)$/,
    size: 32,
    options: [...residual.slice(1), ...input],
    build: ([depth, widening], options) => cifarWideResNet({depth, widening, ...residualOptions(options)})
  }
];

function imageNetOptions({strideIn1x1, form, ...options}: NamedOptions): Omit<ResNetOptions, "depth"> {
  return {strideIn1x1, form, ...residualOptions(options)};
}

function cifarOptions({
  block,
  layersPerBlock,
  cardinality,
  groupWidth,
  ...options
}: NamedOptions): Omit<CifarOptions, "depth"> {
  return {block, layersPerBlock, cardinality, groupWidth, ...residualOptions(options)};
}

function residualOptions({classes, zeroInit, size: _, ...options}: NamedOptions): NetworkOptions {
  return {
    ...options,
    ...(classes !== undefined && {numClasses: classes}),
    ...(zeroInit !== undefined && {zeroInitResidual: zeroInit})
  };
}
