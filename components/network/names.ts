/** The names of one family of networks. */
export interface FamilyNames<Id extends string = string> {
  /** What the family is called, such as `cifar-resnext`. */
  readonly family: Id;
  /** Names shown to readers; `N`, `C`, `W` and `K` stand for depth, cardinality, group width and widening. */
  readonly names: readonly string[];
  /** Matches a name; its groups are the numbers in it. */
  readonly pattern: RegExp;
}

/** The numbers that a network's name can hold. */
export interface NetworkNumbers {
  readonly depth?: number;
  /** Parallel transformations in each block. */
  readonly cardinality?: number;
  /** Channels in each transformation of the first stage. */
  readonly groupWidth?: number;
  /** The factor *k* of wide networks. */
  readonly widening?: number;
}

/** The grammar of names: nothing else takes a network's name apart. */
export const familyNames = {
  alexNet: {family: "alexnet", names: ["alexnet"], pattern: /^alexnet$/},
  alexNetOriginal: {family: "alexnet-original", names: ["alexnet-original"], pattern: /^alexnet-original$/},
  zfNet: {family: "zfnet", names: ["zfnet"], pattern: /^zfnet$/},
  vgg: {family: "vgg", names: ["vgg16", "vgg19"], pattern: /^vgg(?<depth>\d+)$/},
  googLeNet: {family: "googlenet-paper", names: ["googlenet-paper"], pattern: /^googlenet-paper$/},
  plainNet: {family: "plain", names: ["plain-18", "plain-34"], pattern: /^plain-(?<depth>-?\d+)$/},
  resNet: {
    family: "resnet",
    names: ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet200"],
    pattern: /^resnet(?<depth>\d+)$/
  },
  resNeXt: {
    family: "resnext",
    names: ["resnext50_32x4d", "resnext101_32x8d"],
    pattern: /^resnext(?<depth>\d+)_(?<cardinality>\d+)x(?<groupWidth>\d+)d$/
  },
  wideResNet: {
    family: "wide_resnet",
    names: ["wide_resnet50_2", "wide_resnet101_2"],
    pattern: /^wide_resnet(?<depth>\d+)_(?<widening>\d+)$/
  },
  nin: {family: "nin-cifar", names: ["nin-cifar"], pattern: /^nin-cifar$/},
  cifarConvNet: {
    family: "cifar-convnet",
    names: ["cifar-convnet-N"],
    pattern: /^cifar-convnet-(?<depth>-?\d+)$/
  },
  cifarInceptionNet: {
    family: "cifar-inception",
    names: ["cifar-inception-N"],
    pattern: /^cifar-inception-(?<depth>-?\d+)$/
  },
  cifarPlain: {
    family: "cifar-plain",
    names: ["cifar-plain-N"],
    pattern: /^cifar-plain-(?<depth>-?\d+)$/
  },
  cifarResNet: {
    family: "cifar-resnet",
    names: ["cifar-resnet-N"],
    pattern: /^cifar-resnet-(?<depth>-?\d+)$/
  },
  cifarResNeXt: {
    family: "cifar-resnext",
    names: ["cifar-resnext-N-CxWd"],
    pattern: /^cifar-resnext-(?<depth>-?\d+)-(?<cardinality>\d+)x(?<groupWidth>\d+)d$/
  },
  cifarWideResNet: {
    family: "cifar-wide-resnet",
    names: ["cifar-wide-resnet-N-K"],
    pattern: /^cifar-wide-resnet-(?<depth>-?\d+)-(?<widening>\d+)$/
  }
} as const satisfies Record<string, FamilyNames>;

/** A family's name. */
export type FamilyName = (typeof familyNames)[keyof typeof familyNames]["family"];

/** Returns the family and the numbers in a network's *name*, in the order of the name; undefined if no family has it. */
export function readName(name: string): {family: FamilyName; numbers: NetworkNumbers} | undefined {
  for (const {family, pattern} of Object.values(familyNames)) {
    const match = pattern.exec(name);
    if (!match) continue;
    const numbers = Object.entries(match.groups ?? {}).map(([key, digits]) => [key, Number(digits)]);
    return {family, numbers: Object.fromEntries(numbers)};
  }
  return undefined;
}

/** Returns the name with capitals for its numbers that *name* begins like, such as `cifar-plain-N`; undefined if there is none. */
export function nameBegunAs(name: string): string | undefined {
  const names = Object.values(familyNames).flatMap(({names}): readonly string[] => names);
  return names.find((shown) => /-N/.test(shown) && name.startsWith(shown.slice(0, shown.indexOf("N"))));
}
