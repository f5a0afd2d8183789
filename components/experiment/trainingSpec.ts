import {currentNames} from "../fields/currentNames.js";
import {faultText} from "../fields/english.js";
import {type Fault, FaultError, faultsOf} from "../fields/fault.js";
import {faultOf} from "../fields/field.js";
import {isObject} from "../fields/isObject.js";
import {type NetworkIdentity, networkKey} from "../network/identity.js";
import type {BackendName} from "./backend.js";
import type {Executor} from "./executor.js";
import {
  type DatasetSettings,
  fields,
  type NetworkSettings,
  type OptimizerChoice,
  type ScheduleSettings,
  type TrainingSettings
} from "./fields.js";
import {networkIdentities} from "./netKeys.js";
import {type Deepened, type RunSpec, toRunSpec} from "./runSpec.js";

export type {DatasetSettings, NetworkSettings, OptimizerChoice, ScheduleSettings, TrainingSettings};

/** A network to train, and how it differs from the others of its figure. */
export interface NetworkChoice extends NetworkSettings {
  /** The network's name, such as `cifar-resnet-56`. */
  name: string;
}

/** What to train: networks, options that all of them share, and how. */
export interface TrainingSpec extends NetworkSettings, TrainingSettings {
  /** One to eight networks: names, or objects of a name and of what is this network's own. */
  networks: readonly (string | NetworkChoice)[];
  /** The images to train on. Defaults to Shapes-10 of 16×16. */
  dataset?: DatasetSettings;
  /** The optimiser and its numbers. Defaults to SGD with learning rate 0.05, momentum 0.9 and weight decay 0.0001. */
  optimizer?: OptimizerChoice;
  /** The learning rate's course. Defaults to a constant one. */
  schedule?: ScheduleSettings;
  /** A shallower network to train first, whose blocks all of the networks take over. Defaults to none. */
  deepened?: Deepened;
  /** The backend to try before the others. Defaults to "auto", the fastest that works. */
  backend?: "auto" | BackendName;
  /** By a plan of our own kernels, or by the reference, which is TensorFlow.js. Defaults to "plan". */
  executor?: Executor;
  /** The most workers to train on, where networks train on the processor. Defaults to one a core. */
  workers?: number;
  /** The most threads of a network, where it trains on the processor. Defaults to the cores that are left. */
  threads?: number;
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
  /** Absent means one a core. */
  workers?: number;
  /** Absent means the cores that are left. */
  threads?: number;
}

/** More networks than this cannot be told apart in one figure. */
export const mostNetworks = 8;

const networkNames = Object.keys(fields.network);
const sharedNames = [...Object.keys(fields.training), "dataset", "optimizer", "schedule", "deepened"];
const placeNames = ["backend", "executor", "workers", "threads"] as const;
const known: readonly string[] = ["networks", ...networkNames, ...sharedNames, ...placeNames];

/** The options of a training that stand in no section. */
const ownFields = {...fields.network, ...fields.training, ...fields.display};

/**
 * Returns *spec* with its defaults filled in, checked down to each network. Throws a FaultError of all that is wrong with
 * it; a fault that not all networks have names those that have it.
 */
export function toTraining(spec: TrainingSpec): Training {
  if (!isObject(spec)) {
    const rule = {is: "object", example: '{networks: ["cifar-resnet-20"]}'} as const;
    throw new FaultError([{field: "training", value: spec, rule}]);
  }
  const {values: given, faults: nameFaults} = currentNames(ownFields, spec);
  const {networks, backend = "auto", executor = "plan", workers, threads} = given as unknown as TrainingSpec;
  const choices = Array.isArray(networks) ? Array.from<unknown>(networks) : []; // a copy without what code may have put on it
  // Without a network, the other options are still checked, by one that stands in.
  const named = choices.length > 0 ? choices.slice(0, mostNetworks) : [networkNameRule.example];
  const checked = named.map((choice) => specOrFaults(choice, given));
  const specs = checked.flatMap((result) => (result.spec ? [result.spec] : []));
  const nets = networkIdentities(specs.map(({network}) => network));
  const faults = [
    ...nameFaults,
    ...unknownNames(given),
    ...networksFaults(networks),
    ...joinFaults(checked),
    ...twiceFaults(nets.map(networkKey)),
    ...placeNames.flatMap((name) => placeFault(name, given[name]))
  ];
  if (faults.length > 0) throw new FaultError(faults);
  return {
    specs,
    nets,
    ...(backend !== "auto" && {backend}),
    ...(executor !== "plan" && {executor}),
    ...(workers !== undefined && {workers}),
    ...(threads !== undefined && {threads})
  };
}

/** A network's spec, or what is wrong with it. */
interface Checked {
  name: string;
  spec?: RunSpec;
  faults: readonly Fault[];
}

function specOrFaults(choice: unknown, spec: Record<string, unknown>): Checked {
  const own = typeof choice === "string" ? {name: choice} : choice;
  if (!isObject(own)) return {name: "", faults: [{field: "network", value: choice, rule: networkNameRule}]};
  const name = typeof own.name === "string" ? own.name : "";
  const {values, faults} = currentNames(fields.network, own);
  const network = {...pick(spec, networkNames), ...values};
  try {
    return {name, spec: toRunSpec({...pick(spec, sharedNames), network}), faults};
  } catch (error) {
    const others = faultsOf(error);
    if (!others) throw error;
    return {name, faults: [...faults, ...others]};
  }
}

const networkNameRule = {is: "networkName", example: "cifar-resnet-56"} as const;

function networksFaults(networks: unknown): Fault[] {
  const field = "networks";
  if (!Array.isArray(networks)) return [{field, value: networks, rule: {is: "networkList"}}];
  const {length} = networks;
  if (length > 0 && length <= mostNetworks) return [];
  return [
    {
      field,
      value: length === 0 ? undefined : `${length} networks`,
      rule: {is: "networkCount", most: mostNetworks}
    }
  ];
}

/** Each fault once; one that some networks have and others not, with the names of those that have it. */
function joinFaults(checked: readonly Checked[]): Fault[] {
  const byText = new Map(
    checked.flatMap(({faults}) => faults.map((fault) => [faultText(fault), fault] as const))
  );
  return [...byText].map(([text, fault]) => {
    const having = checked.filter(({faults}) => faults.some((other) => faultText(other) === text));
    const networks = having.map(({name}) => name).filter((name) => name !== "");
    const said = having.length === checked.length || networks.every((name) => text.includes(name));
    return said ? fault : {...fault, networks};
  });
}

function twiceFaults(nets: readonly string[]): Fault[] {
  const repeated = new Set(nets.filter((net, i) => nets.indexOf(net) < i));
  return [...repeated].map((net) => ({field: "networks", value: `${net} twice`, rule: {is: "different"}}));
}

function unknownNames(given: object): Fault[] {
  return Object.entries(given)
    .filter(([name]) => !known.includes(name))
    .map(([field, value]) => ({field, value, rule: {is: "unknown", owner: "train()", known}}));
}

function placeFault(name: (typeof placeNames)[number], value: unknown): Fault[] {
  const fault = value === undefined ? undefined : faultOf(name, fields.display[name], value);
  return fault ? [fault] : [];
}
/** The *names* of *given* that are there. */
function pick(given: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}
