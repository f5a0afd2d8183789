import type {Expression} from "./expression.js";
import type {NamedOptions, OptionName} from "./networkFields.js";
import {alexNet, alexNetOriginal} from "./zoo/alexNet.js";
import {cifarPlain, cifarResNet} from "./zoo/cifar.js";
import {googLeNet} from "./zoo/googLeNet.js";
import {nin} from "./zoo/nin.js";
import {plainNet} from "./zoo/plainNet.js";
import {resNet} from "./zoo/resNet.js";
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

const input = ["numClasses", "size"] as const;
const residual = [
  "width",
  "shortcut",
  "shortcutScale",
  "norm",
  "zeroInitResidual",
  "order",
  "preActivation",
  "activation"
] as const;
/** A plain network has no residual functions that could start at 0. */
const plain = residual.filter((option) => option !== "zeroInitResidual");
const blocks = ["block", "layersPerBlock", "cardinality", "groupWidth"] as const;
const imageNet = [...residual, "strideIn1x1", ...input] as const;

/** Every family, in the order of the papers' years within each data set. */
export const families: readonly Family[] = [
  {
    names: ["alexnet"],
    pattern: /^alexnet$/,
    size: 224,
    options: input,
    build: (_, {numClasses}) => alexNet({numClasses})
  },
  {
    names: ["alexnet-original"],
    pattern: /^alexnet-original$/,
    size: 227,
    options: input,
    build: (_, {numClasses}) => alexNetOriginal({numClasses})
  },
  {
    names: ["vgg16", "vgg19"],
    pattern: /^vgg(\d+)$/,
    size: 224,
    options: ["norm", ...input],
    build: ([depth], {norm, numClasses}) => vgg({depth, norm, numClasses})
  },
  {
    names: ["googlenet-paper"],
    pattern: /^googlenet-paper$/,
    size: 224,
    options: input,
    build: (_, {numClasses}) => googLeNet({numClasses})
  },
  {
    names: ["plain-18", "plain-34"],
    pattern: /^plain-(-?\d+)$/,
    size: 224,
    options: [...plain, ...input],
    build: ([depth], options) => plainNet({depth, ...options})
  },
  {
    names: ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet200"],
    pattern: /^resnet(\d+)$/,
    size: 224,
    options: imageNet,
    build: ([depth], options) => resNet({depth, ...options})
  },
  {
    names: ["resnext50_32x4d", "resnext101_32x8d"],
    pattern: /^resnext(\d+)_(\d+)x(\d+)d$/,
    size: 224,
    options: [...imageNet, "form"],
    build: ([depth, cardinality, groupWidth], options) =>
      resNeXt({depth, cardinality, groupWidth, ...options})
  },
  {
    names: ["wide_resnet50_2", "wide_resnet101_2"],
    pattern: /^wide_resnet(\d+)_(\d+)$/,
    size: 224,
    options: imageNet,
    build: ([depth, widening], options) => wideResNet({depth, widening, ...options})
  },
  {
    names: ["nin-cifar"],
    pattern: /^nin-cifar$/,
    size: 32,
    options: input,
    build: (_, {numClasses}) => nin({numClasses})
  },
  {
    names: ["cifar-plain-N"],
    pattern: /^cifar-plain-(-?\d+)$/,
    size: 32,
    options: [...plain, ...blocks, ...input],
    build: ([depth], options) => cifarPlain({depth, ...options})
  },
  {
    names: ["cifar-resnet-N"],
    pattern: /^cifar-resnet-(-?\d+)$/,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ([depth], options) => cifarResNet({depth, ...options})
  },
  {
    names: ["cifar-resnext-N-CxWd"],
    pattern: /^cifar-resnext-(-?\d+)-(\d+)x(\d+)d$/,
    size: 32,
    options: [...residual, "form", ...input],
    build: ([depth, cardinality, groupWidth], options) =>
      cifarResNeXt({depth, cardinality, groupWidth, ...options})
  },
  {
    names: ["cifar-wide-resnet-N-K"],
    pattern: /^cifar-wide-resnet-(-?\d+)-(\d+)$/,
    size: 32,
    options: [...residual.slice(1), ...input],
    build: ([depth, widening], options) => cifarWideResNet({depth, widening, ...options})
  }
];
