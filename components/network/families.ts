import type {Expression} from "./expression.js";
import {type FamilyNames, familyNames, type NetworkNumbers} from "./names.js";
import type {NamedOptions, OptionName} from "./networkFields.js";
import {alexNet, alexNetOriginal} from "./zoo/alexNet.js";
import {cifarPlain, cifarResNet} from "./zoo/cifar.js";
import {convNet} from "./zoo/convNet.js";
import {googLeNet} from "./zoo/googLeNet.js";
import {inceptionNet} from "./zoo/inceptionNet.js";
import {nin} from "./zoo/nin.js";
import {plainNet} from "./zoo/plainNet.js";
import {resNet} from "./zoo/resNet.js";
import {cifarResNeXt, resNeXt} from "./zoo/resNeXt.js";
import {vgg} from "./zoo/vgg.js";
import {cifarWideResNet, wideResNet} from "./zoo/wideResNet.js";
import {zfNet} from "./zoo/zfNet.js";

/** Networks whose names have one pattern, and how they are built. */
export interface Family extends FamilyNames {
  /** Height and width of the input unless chosen otherwise. */
  readonly size: number;
  readonly options: readonly OptionName[];
  build(numbers: Required<NetworkNumbers>, options: NamedOptions): Expression;
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
    ...familyNames.alexNet,
    size: 224,
    options: input,
    build: (_, {numClasses}) => alexNet({numClasses})
  },
  {
    ...familyNames.alexNetOriginal,
    size: 227,
    options: input,
    build: (_, {numClasses}) => alexNetOriginal({numClasses})
  },
  {
    ...familyNames.zfNet,
    size: 224,
    options: input,
    build: (_, {numClasses}) => zfNet({numClasses})
  },
  {
    ...familyNames.vgg,
    size: 224,
    options: ["norm", ...input],
    build: ({depth}, {norm, numClasses}) => vgg({depth, norm, numClasses})
  },
  {
    ...familyNames.googLeNet,
    size: 224,
    options: input,
    build: (_, {numClasses}) => googLeNet({numClasses})
  },
  {
    ...familyNames.plainNet,
    size: 224,
    options: [...plain, ...input],
    build: ({depth}, options) => plainNet({depth, ...options})
  },
  {
    ...familyNames.resNet,
    size: 224,
    options: imageNet,
    build: ({depth}, options) => resNet({depth, ...options})
  },
  {
    ...familyNames.resNeXt,
    size: 224,
    options: [...imageNet, "form"],
    build: ({depth, cardinality, groupWidth}, options) =>
      resNeXt({depth, cardinality, groupWidth, ...options})
  },
  {
    ...familyNames.wideResNet,
    size: 224,
    options: imageNet,
    build: ({depth, widening}, options) => wideResNet({depth, widening, ...options})
  },
  {
    ...familyNames.nin,
    size: 32,
    options: input,
    build: (_, {numClasses}) => nin({numClasses})
  },
  {
    ...familyNames.cifarConvNet,
    size: 32,
    options: ["width", "norm", "activation", "localResponse", "head", ...input],
    build: ({depth}, options) => convNet({depth, ...options})
  },
  {
    ...familyNames.cifarInceptionNet,
    size: 32,
    options: ["width", "reductions", ...input],
    build: ({depth}, options) => inceptionNet({depth, ...options})
  },
  {
    ...familyNames.cifarPlain,
    size: 32,
    options: [...plain, ...blocks, ...input],
    build: ({depth}, options) => cifarPlain({depth, ...options})
  },
  {
    ...familyNames.cifarResNet,
    size: 32,
    options: [...residual, ...blocks, ...input],
    build: ({depth}, options) => cifarResNet({depth, ...options})
  },
  {
    ...familyNames.cifarResNeXt,
    size: 32,
    options: [...residual, "form", ...input],
    build: ({depth, cardinality, groupWidth}, options) =>
      cifarResNeXt({depth, cardinality, groupWidth, ...options})
  },
  {
    ...familyNames.cifarWideResNet,
    size: 32,
    options: [...residual.slice(1), ...input],
    build: ({depth, widening}, options) => cifarWideResNet({depth, widening, ...options})
  }
];
