import {type FamilyName, type NetworkNumbers, readName} from "./names.js";

/** What a network is, as data. Its key, its labels and its colour are made from it. */
export interface NetworkIdentity extends NetworkNumbers {
  /** The network's name, as links and run specs have it: `cifar-resnet-56`. */
  readonly name: string;
  /** Undefined for a name that no family has, such as that of a reader's own network. */
  readonly family?: FamilyName;
  /** What sets it apart from other networks of its name in one figure, such as `λ 0.5`. Absent if nothing does. */
  readonly differences?: readonly string[];
}

/** A network as a chart or a table takes it: its identity, or its key. */
export type NetworkReference = NetworkIdentity | string;

/** Returns the identity of the network called *name*, with the *differences* that set it apart from its namesakes. */
export function networkIdentity(name: string, differences: readonly string[] = []): NetworkIdentity {
  const {family, numbers} = readName(name) ?? {};
  return {name, ...(family && {family}), ...numbers, ...(differences.length > 0 && {differences})};
}

/** Returns what stands for a network in rows, files and links: its name, then its differences, `cifar-resnet-56, λ 0.5`. */
export function networkKey({name, differences = []}: NetworkIdentity): string {
  return [name, ...differences].join(separator);
}

/** Returns the identity of *network*: of a key, the one that networkKey made it from. */
export function toIdentity(network: NetworkReference): NetworkIdentity {
  if (typeof network !== "string") return network;
  const [name, ...differences] = network.split(separator);
  return networkIdentity(name, differences);
}

const separator = ", ";

/** Returns whether a network is one without shortcuts, of those that are compared with others in a figure. */
export function isPlain({family}: NetworkIdentity): boolean {
  return ["plain", "cifar-plain", "cifar-convnet", "cifar-inception"].includes(family ?? "");
}

/** Returns a network as readers know it: `residual-56`, or `residual-56, λ 0.5`. */
export function networkLabel(identity: NetworkIdentity): string {
  return [readerName(identity), ...(identity.differences ?? [])].join(separator);
}

/** CIFAR networks go by their kind and their numbers; all others keep their names. */
function readerName({name, family, depth, cardinality, groupWidth, widening}: NetworkIdentity): string {
  switch (family) {
    case "cifar-convnet":
      return `conv-${depth}`;
    case "cifar-inception":
      return `inception-${depth}`;
    case "cifar-plain":
      return `plain-${depth}`;
    case "cifar-resnet":
      return `residual-${depth}`;
    case "cifar-resnext":
      return `resnext-${depth}-${cardinality}x${groupWidth}d`;
    case "cifar-wide-resnet":
      return `wide-resnet-${depth}-${widening}`;
    default:
      return name;
  }
}

/**
 * Returns a network as papers write it: `ResNeXt-50, 32×4d`, or `ResNet-101, 1×100d` where the cardinality is 1. Networks
 * other than ResNets and ResNeXts for ImageNet keep their names.
 */
export function paperName({name, family, depth, cardinality, groupWidth}: NetworkIdentity): string {
  switch (family) {
    case "resnet":
      return `ResNet-${depth}`;
    case "resnext":
      return `${cardinality === 1 ? "ResNet" : "ResNeXt"}-${depth}, ${cardinality}×${groupWidth}d`;
    default:
      return name;
  }
}

/** Returns the beginning of a file's name for a network: `cifar-resnet-56-scale-0.5`. */
export function networkFileName({name, differences = []}: NetworkIdentity): string {
  return [name, ...differences.map(fileText)].join("-");
}

/** Words in letters that every file system takes. */
function fileText(words: string): string {
  const latin = words.replaceAll("λ", "scale").replaceAll("γ", "gamma");
  return latin.replace(/[^\w.]+/g, "-");
}
