import type {Order} from "../network/blocks/order.js";
import {type NetworkIdentity, networkIdentity} from "../network/identity.js";
import type {RunSpec} from "./runSpec.js";

type Settings = RunSpec["network"];
type Option = Exclude<keyof Settings, "name">;

/** The words of He et al. 2016, Fig. 4. */
const orderWords: Record<Order, string> = {
  original: "original order",
  normAfterAddition: "normalization after addition",
  reluBeforeAddition: "ReLU before addition",
  reluOnlyPreActivation: "ReLU-only pre-activation",
  preActivation: "pre-activation"
};

/** What an identity says of each option, in this order, and the value of which it says nothing. */
const words: {[K in Option]-?: {standard?: Settings[K]; text: (value: NonNullable<Settings[K]>) => string}} =
  {
    width: {standard: 8, text: (width) => `width ${width}`},
    block: {standard: "basic", text: () => "bottlenecks"},
    layersPerBlock: {standard: 2, text: (layers) => `${layers} ${layers === 1 ? "layer" : "layers"} a block`},
    cardinality: {standard: 1, text: (cardinality) => `cardinality ${cardinality}`},
    groupWidth: {text: (groupWidth) => `groups of ${groupWidth}`},
    shortcut: {text: (shortcut) => `option ${shortcut}`},
    shortcutScale: {standard: 1, text: (scale) => `λ ${scale}`},
    norm: {standard: true, text: () => "no normalization"},
    zeroInit: {standard: false, text: () => "last γ from 0"},
    order: {standard: "original", text: (order) => orderWords[order]},
    activation: {standard: "relu", text: (activation) => activation},
    survival: {standard: 1, text: (survival) => `stochastic depth ${survival}`}
  };

/**
 * Returns the identity of each of *networks* in one figure: its name, and what differs where several share a name, such as
 * `λ 0.5` of one `cifar-resnet-56` beside another. Networks that do not differ have equal identities.
 */
export function networkIdentities(networks: readonly Settings[]): NetworkIdentity[] {
  return networks.map((network) => {
    const namesakes = networks.filter(({name}) => name === network.name);
    const said = (Object.keys(words) as Option[]).flatMap((option) => {
      const differs = namesakes.some((other) => valueOf(other, option) !== valueOf(network, option));
      return differs ? wordsOf(network, option) : [];
    });
    return networkIdentity(network.name, said);
  });
}

function valueOf(network: Settings, option: Option): unknown {
  return network[option] ?? words[option].standard;
}

function wordsOf(network: Settings, option: Option): string[] {
  const value = valueOf(network, option);
  const {standard, text} = words[option];
  return value === standard ? [] : [(text as (value: unknown) => string)(value)];
}
