import {type NetworkIdentity, networkKey} from "../network/identity.js";
import type {BackendName} from "./backend.js";
import type {Executor} from "./executor.js";
import {networkIdentities} from "./netKeys.js";
import {placeFaults} from "./placeFaults.js";
import {
  networkFields,
  type RunSpec,
  RunSpecError,
  runSpecFields,
  type RunSpecInput,
  toRunSpec
} from "./runSpec.js";

/** What can be chosen about a network that is trained. Options that its family does not have change nothing. */
export interface NetworkSettings {
  /** Channels of the first stage, from 1 to 256. Defaults to 8. */
  width?: number;
  /** The residual function: two 3×3 convolutions, or a bottleneck of 1×1, 3×3 and 1×1. Defaults to "basic". */
  block?: "basic" | "bottleneck";
  /** Convolutions in each basic block; they must fill the stages. Defaults to 2. */
  layersPerBlock?: 1 | 2 | 3;
  /** Parallel transformations in each bottleneck, from 1 to 256. Defaults to 1. */
  cardinality?: number;
  /** Channels in each transformation of the first stage. Defaults to what costs as much as cardinality 1. */
  groupWidth?: number;
  /** How a shortcut meets a change of shape: zeros, projections there, or everywhere. Defaults to the family's own. */
  shortcut?: "A" | "B" | "C";
  /** The shortcut's λ, from 0 to 10. Defaults to 1. */
  shortcutScale?: number;
  /** Whether there is batch normalization. Defaults to true. */
  norm?: boolean;
  /** Whether the last γ of each residual function starts at 0, in orders that end in one. Defaults to false. */
  zeroInit?: boolean;
  /** The order of convolution, normalization, activation and addition in a block. Defaults to "original". */
  order?: "original" | "normAfterAddition" | "reluBeforeAddition" | "reluOnlyPreActivation" | "preActivation";
  /** Short for order "preActivation". Defaults to false. */
  preActivation?: boolean;
  /** The function between layers. Defaults to "relu". */
  activation?: "relu" | "tanh" | "sigmoid";
  /** Stochastic depth: how likely a residual network's last block is in a step, in (0, 1]. Defaults to 1, for none. */
  survival?: number;
}

/** A network to train, and how it differs from the others of its figure. */
export interface NetworkChoice extends NetworkSettings {
  /** The network's name, such as `cifar-resnet-56`. */
  name: string;
}

/** The images to train on. */
export interface DatasetSettings {
  /** Generated shapes, or the reader's own CIFAR-10. Defaults to "shapes". */
  name?: "shapes" | "cifar10";
  /** Height and width of an image. Defaults to 16. */
  size?: 16 | 32;
  /** Whether training images are shifted and mirrored at random. Defaults to false. */
  augment?: boolean;
}

/** Stochastic gradient descent with momentum. */
export interface OptimizerSettings {
  /** How far a step goes, in [0, 10]. Defaults to 0.05. */
  learningRate?: number;
  /** The share of the last step's velocity that is kept, in [0, 1). Defaults to 0.9. */
  momentum?: number;
  /** How strongly weights are drawn to 0, in [0, 1]. Defaults to 0.0001. */
  weightDecay?: number;
}

/** How the learning rate changes over the steps. */
export interface ScheduleSettings {
  /** The learning rate's course. Defaults to "constant". */
  type?: "constant" | "cosine" | "steps";
  /** Steps over which the learning rate rises from 0. Defaults to 0. */
  warmupSteps?: number;
}

/** What to train: networks, options that all of them share, and how. */
export interface TrainingSpec extends NetworkSettings {
  /** One to eight networks: names, or objects of a name and of what is this network's own. */
  networks: readonly (string | NetworkChoice)[];
  /** The images to train on. Defaults to Shapes-10 of 16×16. */
  dataset?: DatasetSettings;
  /** Learning rate, momentum and weight decay. Defaults to 0.05, 0.9 and 0.0001. */
  optimizer?: OptimizerSettings;
  /** The learning rate's course. Defaults to a constant one. */
  schedule?: ScheduleSettings;
  /** Training steps, from 1 to 100,000. Defaults to 200. */
  steps?: number;
  /** Images in a step, from 1 to 1,024. Defaults to 64. */
  batch?: number;
  /** A number that chooses the initialisation and the order of the images. Defaults to 1. */
  seed?: number;
  /** The deviation of the first weights: "he" by each layer's fan-in, "small" 0.01 everywhere. Defaults to "he". */
  initialisation?: "he" | "small";
  /** Steps from one measurement of the test error to the next. Defaults to 25. */
  evaluationInterval?: number;
  /** Test images in a measurement. Defaults to 500. */
  evaluationImages?: number;
  /** Steps from one measurement of gradients and blocks to the next, the first step included. Defaults to 0, for none. */
  measurementInterval?: number;
  /** A shallower network to train first, whose blocks all of the networks take over. Defaults to none. */
  deepened?: {from: string; afterSteps: number};
  /** The backend to try before the others. Defaults to "auto", the fastest that works. */
  backend?: "auto" | BackendName;
  /** By our own kernels, or by TensorFlow.js operation by operation. Defaults to "plan". */
  executor?: Executor;
}

/** Several networks to train side by side, checked. */
export interface Training {
  /** One spec a network. */
  specs: RunSpec[];
  /** What each network is: its name, and what differs where several share it. */
  nets: NetworkIdentity[];
  /** Absent means the first that works. */
  backend?: BackendName;
  /** Absent means by plan, where there can be one. */
  executor?: Executor;
}

/** More networks than this cannot be told apart in one figure. */
export const mostNetworks = 8;

const sharedFields = runSpecFields.filter((field) => field !== "version" && field !== "network");
const settingFields = networkFields.filter((field) => field !== "name");
const fields: readonly string[] = ["networks", ...settingFields, ...sharedFields, "backend", "executor"];

/**
 * Returns *spec* with its defaults filled in, checked down to each network. Throws a RunSpecError of all that is wrong
 * with it; a fault of some networks alone begins with their names.
 */
export function toTraining(spec: TrainingSpec): Training {
  if (!isObject(spec)) {
    const rule = 'it must be an object with named fields, such as {networks: ["cifar-resnet-20"]}';
    throw new RunSpecError([`invalid training: ${String(spec)}; ${rule}`]);
  }
  const {backend = "auto", executor = "plan"} = spec;
  const choices = choicesOf(spec.networks);
  const checked = choices.slice(0, mostNetworks).map((choice) => specOrFaults(choice, spec));
  const specs = checked.flatMap((result) => (result.spec ? [result.spec] : []));
  const nets = networkIdentities(specs.map(({network}) => network));
  const faults = [
    ...unknownFields(spec, fields, "train()"),
    ...networksFaults(spec.networks),
    ...joinFaults(checked),
    ...twiceFaults(nets.map(networkKey)),
    ...placeFaults(backend, executor)
  ];
  if (faults.length > 0) throw new RunSpecError(faults);
  return {specs, nets, ...(backend !== "auto" && {backend}), ...(executor !== "plan" && {executor})};
}

/** A network's spec, or what is wrong with it. */
interface Checked {
  name: string;
  spec?: RunSpec;
  faults: readonly string[];
}

function choicesOf(networks: unknown): unknown[] {
  return Array.isArray(networks) ? networks : [];
}

function networksFaults(networks: unknown): string[] {
  const rule = "it must be a list of names, or of objects with a name";
  if (networks === undefined) return [`invalid networks: missing; ${rule}`];
  if (!Array.isArray(networks)) return [`invalid networks: ${String(networks)}; ${rule}`];
  if (networks.length === 0) return ["invalid networks: none; there must be at least one network"];
  if (networks.length <= mostNetworks) return [];
  return [`invalid networks: ${networks.length} networks; a figure shows at most ${mostNetworks}`];
}

function specOrFaults(choice: unknown, spec: TrainingSpec): Checked {
  const own = typeof choice === "string" ? {name: choice} : choice;
  if (!isObject(own)) {
    const rule = "it must be a name, such as cifar-resnet-56, or an object with a name";
    return {name: "", faults: [`invalid network: ${String(choice)}; ${rule}`]};
  }
  const name = typeof own.name === "string" ? own.name : "";
  const unknown = unknownFields(own, networkFields, "a network");
  const network = {...pick(spec, settingFields), ...pick(own, networkFields)} as RunSpecInput["network"];
  const input = {...pick(spec, sharedFields), network} as RunSpecInput;
  try {
    return {name, spec: toRunSpec(input), faults: unknown};
  } catch (error) {
    if (!(error instanceof RunSpecError)) throw error;
    return {name, faults: [...unknown, ...error.faults]};
  }
}

/** Each fault once; one that some networks have and others not, after the names of those that have it. */
function joinFaults(checked: readonly Checked[]): string[] {
  const faults = [...new Set(checked.flatMap(({faults}) => faults))];
  return faults.map((fault) => {
    const names = checked.flatMap(({name, faults}) => (faults.includes(fault) && name !== "" ? [name] : []));
    const plain = names.length === checked.length || names.every((name) => fault.includes(name));
    return plain ? fault : `${names.join(", ")}: ${fault}`;
  });
}

function twiceFaults(nets: readonly string[]): string[] {
  const repeated = new Set(nets.filter((net, i) => nets.indexOf(net) < i));
  const rule = "each network can be there once, or again with other options";
  return [...repeated].map((net) => `invalid networks: ${net} twice; ${rule}`);
}

function unknownFields(given: object, known: readonly string[], owner: string): string[] {
  return Object.keys(given)
    .filter((field) => !known.includes(field))
    .map((field) => `unknown option: ${field}; the options of ${owner} are ${known.join(", ")}`);
}

/** The *names* of *given* that are there. */
function pick(given: object, names: readonly string[]): Record<string, unknown> {
  const present = Object.entries(given).filter(
    ([name, value]) => names.includes(name) && value !== undefined
  );
  return Object.fromEntries(present);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
