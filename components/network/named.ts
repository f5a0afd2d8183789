import {invalid} from "../fields/fault.js";
import {downSampling} from "./downSampling.js";
import type {Expression} from "./expression.js";
import {families, type Family} from "./families.js";
import {checkOptions} from "./namedOptions.js";
import {nameBegunAs, type NetworkNumbers, readName} from "./names.js";
import type {NamedOptions} from "./networkFields.js";
import {outputShape, type Volume} from "./shapes.js";

/** A network under its name, with the volume it takes. */
export interface NamedNetwork {
  readonly name: string;
  readonly expression: Expression;
  /** `[height, width, channels]` of one image. */
  readonly input: Volume;
}

/**
 * The names a reader can choose from; `N`, `C`, `W` and `K` stand for depth, cardinality,
 * group width and widening.
 */
export const networkNames: readonly string[] = families.flatMap(({names}) => names);

/**
 * Returns the network called *name*, such as `resnet50` or `cifar-plain-56`, checked down to its last layer.
 *
 * Throws if there is no such network, if its family does not have one of *options*, if a value breaks a rule, or if the
 * input is too small for it. Each message names the value and the rule.
 */
export function namedNetwork(name: string, options: NamedOptions = {}): NamedNetwork {
  const {family, numbers} = find(name);
  const {size = family.size, ...chosen} = checkOptions(options, family.options, name);
  const expression = family.build(numbers as Required<NetworkNumbers>, chosen);
  const input: Volume = [size, size, 3];
  checkSize(name, size, downSampling(expression));
  outputShape(expression, input);
  return Object.freeze({name, expression, input});
}

/** Returns the options that the network called *name* has. */
export function networkOptions(name: string): Family["options"] {
  return find(name).family.options;
}

function find(name: string): {family: Family; numbers: NetworkNumbers} {
  const read = readName(name);
  const family = families.find((one) => one.family === read?.family);
  if (read && family) return {family, numbers: read.numbers};
  const begun = nameBegunAs(name);
  if (begun) throw invalid("network", name, "networkNumbers", {name: begun});
  throw invalid("network", name, "unknownNetwork", {known: networkNames});
}

function checkSize(name: string, size: number, factor: number): void {
  if (size < factor) {
    throw invalid("size", size, "inputSize", {network: name, factor});
  }
}
