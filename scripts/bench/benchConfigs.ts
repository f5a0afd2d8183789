import {cost} from "../../components/network/cost.js";
import {type NamedNetwork, namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {miniNetworks} from "./miniNetworks.js";

/** A network, its sizes, and a batch: what is trained. */
export interface BenchConfig {
  readonly name: string;
  readonly network: string;
  readonly options: NamedOptions;
  readonly batch: number;
  /** Whether it only goes forward, by running statistics, and a step is such a pass. Defaults to false. */
  readonly forward?: boolean;
  /** Whether it is among those that are run by default where there is no graphics card. */
  readonly modest: boolean;
  /** A config whose steps are taken in turn with these, by our plan alone, and compared with them. Defaults to none. */
  readonly against?: BenchConfig;
}

/** ResNeXt-29 of as many parameters as channels allow, in one group and in eight: 7 is equalCostGroupWidth(32, 8). */
const oneGroup = config("cifar-resnext-29-1x32d", {width: 32, size: 16}, {batch: 8});

/** All configs, by what they show. */
export const benchConfigs: readonly BenchConfig[] = [
  // Next to no arithmetic: what launching kernels costs, and how that grows with depth.
  ...[20, 56, 110].map((depth) =>
    config(`cifar-resnet-${depth}`, {width: 4, size: 8}, {batch: 2, modest: depth === 56})
  ),
  // For counting bytes over many steps.
  config("cifar-resnet-8", {width: 4, size: 8}, {batch: 2}),
  // What the figures on the page train.
  ...[20, 56].flatMap((depth) =>
    ["plain", "resnet"].map((kind) =>
      config(
        `cifar-${kind}-${depth}`,
        {width: 8, size: 16},
        {batch: 64, modest: kind === "resnet" && depth === 20}
      )
    )
  ),
  config("cifar-resnet-110", {width: 8, size: 16}, {batch: 64}),
  // The paper's widths and sizes.
  ...[32, 128].flatMap((batch) =>
    [20, 56].flatMap((depth) =>
      ["plain", "resnet"].map((kind) => config(`cifar-${kind}-${depth}`, {width: 16, size: 32}, {batch}))
    )
  ),
  // As many channels in one group, and in eight.
  ...["1x32d", "8x4d"].map((groups) =>
    config(`cifar-resnext-29-${groups}`, {width: 16, size: 16}, {batch: 32})
  ),
  // What came before residual networks.
  ...[...miniNetworks.keys()].flatMap((network) => [7, 64].map((batch) => mini(network, batch))),
  // What is looked at, not trained.
  {
    name: "resnet18-224px-b1-forward",
    network: "resnet18",
    options: {},
    batch: 1,
    modest: true,
    forward: true
  },
  oneGroup,
  config("cifar-resnext-29-8x7d", {width: 32, size: 16}, {batch: 8, modest: true, against: oneGroup})
];

/**
 * Returns the configs whose names match one of *patterns*, in which `*` stands for anything. Throws if a pattern matches
 * none.
 */
export function findConfigs(patterns: readonly string[]): BenchConfig[] {
  const matchers = patterns.map((pattern) => {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    const matcher = new RegExp(`^${escaped}$`);
    if (!benchConfigs.some(({name}) => matcher.test(name))) {
      const names = benchConfigs.map(({name}) => name).join(", ");
      throw new Error(`unknown config: ${pattern}; the configs are ${names}`);
    }
    return matcher;
  });
  return benchConfigs.filter(({name}) => matchers.some((matcher) => matcher.test(name)));
}

/** Returns the network of a config. */
export function networkOf({network, options}: BenchConfig): NamedNetwork {
  return miniNetworks.get(network) ?? namedNetwork(network, options);
}

/**
 * Returns the floating-point operations of a step: two for each multiply–add, and three passes over them, forward and
 * one backward for inputs and weights each; of a forward pass, one. Normalizations and activations are not counted.
 */
export function stepFlops(config: BenchConfig): number {
  const {expression, input} = networkOf(config);
  return cost(expression, input).multiplyAdds * 2 * (config.forward ? 1 : 3) * config.batch;
}

function config(
  network: string,
  options: NamedOptions,
  {batch, modest = false, against}: Pick<BenchConfig, "batch" | "against"> & {modest?: boolean}
): BenchConfig {
  const {width, size} = options;
  const name = `${network.replace("cifar-", "")}-w${width}-${size}px-b${batch}`;
  return {name, network, options, batch, modest, against};
}

function mini(network: string, batch: number): BenchConfig {
  const [size] = miniNetworks.get(network)!.input;
  return {name: `${network}-${size}px-b${batch}`, network, options: {}, batch, modest: batch === 64};
}
