import type {Expression} from "./expression.js";
import type {NamedOptions, OptionName} from "./namedOptions.js";
import {type FamilyNames, familyNames, type NetworkNumbers} from "./names.js";
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

/** Networks whose names have one pattern, and how they are built. */
export interface Family extends FamilyNames {
  /** Height and width of the input unless chosen otherwise. */
  readonly size: number;
  readonly options: readonly OptionName[];
  build(numbers: Required<NetworkNumbers>, options: NamedOptions): Expression;
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
    ...familyNames.alexNet,
    size: 224,
    options: input,
    build: (_, {classes}) => alexNet({numClasses: classes})
  },
  {
    ...familyNames.alexNetOriginal,
    size: 227,
    options: input,
    build: (_, {classes}) => alexNetOriginal({numClasses: classes})
  },
  {
    ...familyNames.vgg,
    size: 224,
    options: ["norm", ...input],
    build: ({depth}, {norm, classes}) => vgg({depth, norm, numClasses: classes})
  },
  {
    ...familyNames.googLeNet,
    size: 224,
    options: input,
    build: (_, {classes}) => googLeNet({numClasses: classes})
  },
  {
    ...familyNames.plainNet,
    size: 224,
    options: [...residual, ...input],
    build: ({depth}, options) => plainNet({depth, ...imageNetOptions(options)})
  },
  {
    ...familyNames.resNet,
    size: 224,
    options: imageNet,
    build: ({depth}, options) => resNet({depth, ...imageNetOptions(options)})
  },
  {
    ...familyNames.resNeXt,
    size: 224,
    options: [...imageNet, "form"],
    build: ({depth, cardinality, groupWidth}, options) =>
      resNeXt({depth, cardinality, groupWidth, ...imageNetOptions(options)})
  },
  {
    ...familyNames.wideResNet,
    size: 224,
    options: imageNet,
    build: ({depth, widening}, options) => wideResNet({depth, widening, ...imageNetOptions(options)})
  },
  {
    ...familyNames.nin,
    size: 32,
    options: input,
    build: (_, {classes}) => nin({numClasses: classes})
  },
  {
    ...familyNames.cifarPlain,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ({depth}, options) => cifarPlain({depth, ...cifarOptions(options)})
  },
  {
    ...familyNames.cifarResNet,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ({depth}, options) => cifarResNet({depth, ...cifarOptions(options)})
  },
  {
    ...familyNames.cifarResNeXt,
    size: 32,
    options: [...residual, "form", ...input],
    build: ({depth, cardinality, groupWidth}, {form, ...options}) =>
      cifarResNeXt({depth, cardinality, groupWidth, form, ...residualOptions(options)})
  },
  {
    ...familyNames.cifarWideResNet,
    size: 32,
    options: [...residual.slice(1), ...input],
    build: ({depth, widening}, options) => cifarWideResNet({depth, widening, ...residualOptions(options)})
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
