import {FaultError} from "../../fields/fault.js";
import type {Expression} from "../../network/expression.js";
import {groupWidthOf} from "../../network/groupWidthOf.js";
import {namedNetwork} from "../../network/named.js";
import type {NamedOptions} from "../../network/networkFields.js";
import {networkTitle} from "../../network/networkTitle.js";
import type {Volume} from "../../network/shapes.js";
import {imageNetName, resNet} from "../../network/zoo/resNet.js";
import type {StoredTensor} from "../storedTensor.js";
import {weightsFault} from "../weightsFault.js";
import {type ResidualFacts, residualFacts, type Shapes} from "./residualFacts.js";

/** The network that a file of weights is taken to be of. */
export interface GuessedNetwork {
  /** Its name and options, or what it is made of: `resnet50`, `cifar-resnet-20, width 8`. */
  readonly title: string;
  readonly expression: Expression;
  /** `[height, width, channels]` of one image, as usual for its family. */
  readonly input: Volume;
  /** Whether a plain network has the same names and shapes: zeros and identities have no parameters. */
  readonly plainAlike: boolean;
}

/**
 * Returns the network that has the names and shapes of *tensors*: a ResNet, ResNeXt or wide ResNet of any width, a CIFAR
 * network, an AlexNet or a VGG net of torchvision. Throws a FaultError where none has them. What leaves no trace in names and
 * shapes is as usual: the stride of a bottleneck is in its 3×3 convolution, nothing dilates, λ is 1.
 */
export function guessNetwork(tensors: readonly StoredTensor[]): GuessedNetwork {
  const shapes: Shapes = new Map(tensors.map(({name, shape}) => [name, shape]));
  const facts = residualFacts(shapes);
  const guessed = withoutFaults(() => (facts ? residual(facts) : layerList(shapes)));
  if (!guessed) throw weightsFault("noNetwork");
  return guessed;
}

/** Numbers that no network can have, such as a depth of a million, make no guess. */
function withoutFaults<T>(guess: () => T | undefined): T | undefined {
  try {
    return guess();
  } catch (error) {
    if (error instanceof FaultError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function residual(facts: ResidualFacts): GuessedNetwork | undefined {
  const {stemKernel, blocks, shortcut} = facts;
  const plainAlike = shortcut === "A";
  const found =
    stemKernel === 7 && blocks.length === 4
      ? imageNet(facts)
      : stemKernel === 3 && blocks.length === 3
        ? cifar(facts)
        : undefined;
  return found && {...found, plainAlike};
}

type Found = Omit<GuessedNetwork, "plainAlike">;

function imageNet(facts: ResidualFacts): Found {
  const {blocks, bottleneck, stemWidth: width, cardinality} = facts;
  const planes = blocks.map((_, i) => width * 2 ** i);
  const groupWidth = bottleneck ? groupWidthOf(facts.widths, {planes, groups: cardinality}) : 64;
  const plan = {layers: blocks, block: bottleneck ? "bottleneck" : "basic", cardinality, groupWidth} as const;
  const name = imageNetName(plan);
  const options = {
    ...sharedOptions(facts, "B"),
    ...(width !== 64 && {width}),
    ...classes(facts, 1000)
  };
  if (name !== undefined) return named(name, options);
  const kind = bottleneck ? "bottlenecks" : "basic blocks";
  const groups = cardinality > 1 || groupWidth !== 64 ? `, ${cardinality}×${groupWidth}d` : "";
  return {
    title: networkTitle(`resnet of ${blocks.join(", ")} ${kind}${groups}`, options),
    expression: resNet({...plan, ...options}),
    input: [224, 224, 3]
  };
}

function cifar(facts: ResidualFacts): Found | undefined {
  const {blocks, bottleneck, stemWidth, widths, cardinality} = facts;
  const [n] = blocks;
  if (blocks.some((count) => count !== n)) return undefined;
  const shared = {...classes(facts, 10)};
  if (!bottleneck && widths[0] !== stemWidth) {
    const options = {...sharedOptions(facts, "B", true), ...shared};
    return named(`cifar-wide-resnet-${6 * n + 4}-${widths[0] / stemWidth}`, options);
  }
  const groupWidth = widths[0] / cardinality;
  if (bottleneck && cardinality > 1)
    return named(`cifar-resnext-${9 * n + 2}-${cardinality}x${groupWidth}d`, {
      ...sharedOptions(facts, "B"),
      ...(stemWidth !== 64 && {width: stemWidth}),
      ...shared
    });
  const options = {...sharedOptions(facts, "A"), ...(stemWidth !== 16 && {width: stemWidth}), ...shared};
  if (!bottleneck) return named(`cifar-resnet-${6 * n + 2}`, options);
  const inner = groupWidth !== stemWidth && {groupWidth};
  return named(`cifar-resnet-${9 * n + 2}`, {block: "bottleneck", ...options, ...inner});
}

/** AlexNet and VGG nets are numbered lists of layers. */
function layerList(shapes: Shapes): GuessedNetwork | undefined {
  const numClasses = shapes.get("classifier.6.weight")?.[0];
  if (numClasses === undefined) return undefined;
  const convolutions = [...shapes].filter(
    ([name, shape]) => /^features\.\d+\.weight$/.test(name) && shape.length === 4
  );
  const name = new Map([[5, "alexnet"], [13, "vgg16"], [16, "vgg19"]]).get(convolutions.length); // prettier-ignore
  if (name === undefined) return undefined;
  const norm = [...shapes.keys()].some((key) => key.endsWith(".running_mean"));
  const options = {...(norm && {norm}), ...(numClasses !== 1000 && {numClasses})};
  return {...named(name, options), plainAlike: false};
}

function named(name: string, options: NamedOptions): Found {
  const {expression, input} = namedNetwork(name, options);
  return {title: networkTitle(name, options), expression, input};
}

function sharedOptions(
  {shortcut, norm, preActivation}: ResidualFacts,
  usual: "A" | "B",
  usuallyPre = false
): NamedOptions {
  return {
    ...(shortcut !== usual && {shortcut}),
    ...(!norm && {norm: false}),
    ...(preActivation !== usuallyPre && {preActivation})
  };
}

function classes({numClasses}: ResidualFacts, usual: number): NamedOptions {
  return numClasses === usual ? {} : {numClasses};
}
