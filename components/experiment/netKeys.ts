import type {Field} from "../fields/field.js";
import {type NetworkIdentity, networkIdentity} from "../network/identity.js";
import {fields} from "./fields.js";
import type {RunNetwork} from "./runSpec.js";

/** What a network has if nothing is said of it, where the field itself leaves that to the family. */
const usual: Readonly<Record<string, unknown>> = {
  block: "basic",
  layersPerBlock: 2,
  cardinality: 1,
  order: "original",
  activation: "relu",
  localResponse: "none",
  head: "average",
  reductions: true,
  survival: 1,
  weights: "none",
  body: "trained",
  statistics: "follow"
};

const table = Object.entries(fields.network) as unknown as [string, Field][];

/**
 * Returns the identity of each of *networks* in one figure: its name, and what differs where several share a name, such as
 * `λ 0.5` of one `cifar-resnet-56` beside another. Networks that do not differ have equal identities.
 */
export function networkIdentities(networks: readonly RunNetwork[]): NetworkIdentity[] {
  return networks.map((network) => {
    const namesakes = networks.filter(({name}) => name === network.name);
    const said = table.flatMap(([option, field]) => {
      const value = valueOf(network, option, field);
      const differs = namesakes.some((other) => valueOf(other, option, field) !== value);
      const isUsual = value === undefined || value === (usual[option] ?? field.default);
      return differs && !isUsual && field.curve ? [field.curve(value)] : [];
    });
    return networkIdentity(network.name, said);
  });
}

function valueOf(network: RunNetwork, option: string, field: Field): unknown {
  return (network as unknown as Record<string, unknown>)[option] ?? usual[option] ?? field.default;
}
