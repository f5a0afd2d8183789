import type {Expression} from "../../network/expression.js";
import {resNet} from "../../network/zoo/resNet.js";
import {choiceField, type LabField, numberField} from "../../widgets/labFields.js";

/** What a reader sets of the class. */
export interface CodeFields {
  readonly all: readonly LabField[];
  /** Layers with weights, by which networks are called. */
  readonly depth: string;
  /** Returns the network that is set. Throws a FaultError where there is none. */
  network(): Expression;
}

/** Which layers dilate in place of their stride; the last list has an entry too few. */
const dilations: Readonly<Record<string, readonly boolean[]>> = {
  none: [false, false, false],
  layer4: [false, false, true],
  "layer3 and layer4": [false, true, true],
  "only two entries": [true, true]
};

/** Returns fields for the options of torchvision's class. */
export function codeFields(): CodeFields {
  const depths = Object.fromEntries(
    [18, 34, 50, 101, 152].map((depth) => [`ResNet-${depth}`, String(depth)])
  );
  const network = choiceField({name: "depth", label: "ResNet-", options: depths, value: "ResNet-50"});
  const stride = choiceField({
    ...{name: "stride", label: "stride in the", setting: "strideIn1x1"},
    options: {middle: "3×3", first: "1×1"}
  });
  const dilate = choiceField({
    ...{name: "dilate", label: "dilate in place of stride", setting: "replaceStrideWithDilation"},
    options: Object.fromEntries(Object.keys(dilations).map((name) => [name, name]))
  });
  const zero = choiceField({
    ...{name: "zero", label: "last γ starts at", setting: "zeroInitResidual"},
    options: {one: "1", zero: "0"}
  });
  const numbers = {
    groups: number("groups", "cardinality", 1),
    width: number("width_per_group", "groupWidth", 64),
    classes: number("num_classes", "numClasses", 1000)
  };
  return {
    all: [network, numbers.groups, numbers.width, numbers.classes, stride, dilate, zero],
    get depth() {
      return depths[network.value];
    },
    network: () =>
      resNet({
        depth: Number(depths[network.value]),
        cardinality: numbers.groups.value,
        groupWidth: numbers.width.value,
        numClasses: numbers.classes.value,
        strideIn1x1: stride.value === "first",
        zeroInitResidual: zero.value === "zero",
        replaceStrideWithDilation: dilations[dilate.value]
      })
  };
}

function number(label: string, setting: string, value: number) {
  return numberField({name: setting, label, value, min: 1, max: 4096, step: 1, setting});
}
