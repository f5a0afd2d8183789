import {type NetworkIdentity, networkKey} from "../network/identity.js";
import type {NamedNetwork} from "../network/named.js";
import {toNetwork} from "./runSpec.js";
import {toTraining, type TrainingSpec} from "./trainingSpec.js";

/** A network of a training, under the key of its curves. */
export interface LabelledNetwork extends NamedNetwork {
  /** The network's name, and what differs where several of the training share it. */
  readonly label: string;
  readonly identity: NetworkIdentity;
}

/**
 * Returns the networks that `train` would train for *spec*, each under the key of its curves. They can be shown before
 * anything is trained: `networkTable(networks(spec))`. Throws a FaultError, as `train` does.
 */
export function networks(spec: TrainingSpec): LabelledNetwork[] {
  const {specs, nets} = toTraining(spec);
  return specs.map((run, i) => ({...toNetwork(run), label: networkKey(nets[i]), identity: nets[i]}));
}
