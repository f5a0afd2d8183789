import {classCount} from "../dataset/classSubset.js";
import {ownLimits} from "../dataset/ownLimits.js";
import {type Fault, FaultError, faultsOf, faultsThrownBy, invalid} from "../fields/fault.js";
import type {Field} from "../fields/field.js";
import {isObject} from "../fields/isObject.js";
import {type Order, toOrder} from "../network/blocks/order.js";
import {checkDeepens} from "../network/deepens.js";
import {type NamedNetwork, namedNetwork, networkOptions} from "../network/named.js";
import {residualBlocks} from "../network/residualBlocks.js";
import {checkTransfer} from "./checkTransfer.js";
import {
  type DatasetSettings,
  fields,
  type NetworkSettings,
  type OptimizerChoice,
  type ScheduleSettings,
  type TrainingSettings
} from "./fields.js";
import {optimizerOf, type OptimizerSettings, type OptimizerType} from "./optimizers/optimizers.js";
import {readSettings} from "./readSettings.js";

/** The version of the format. A reader of an older one would be added beside it. */
export const runSpecVersion = 1;

/** A shallower network to train first, whose blocks the run's network takes over. */
export interface Deepened {
  from: string;
  afterSteps: number;
}

/** What an author writes: only the network must be there. */
export interface RunSpecInput extends TrainingSettings {
  version?: number;
  /** A network by its name, such as `cifar-resnet-56`, and its options. */
  network: {name: string} & NetworkSettings;
  dataset?: DatasetSettings;
  optimizer?: OptimizerChoice;
  schedule?: ScheduleSettings;
  deepened?: Deepened;
}

/** Everything a training run follows from: same spec, same backend, same curve. */
export interface RunSpec extends Required<TrainingSettings> {
  version: number;
  network: RunNetwork;
  dataset: RunDataset;
  optimizer: OptimizerSettings & {type: OptimizerType};
  schedule: Required<ScheduleSettings>;
  deepened?: Deepened;
}

/**
 * A network with the options that always have a value; **order** stands for preActivation. No **survival** is 1, without
 * **survivingBlocks** all survive, no **weights** are none, no **body** is trained, no **statistics** follow the batches, and without
 * **unfrozenAfter** a frozen body stays so.
 */
export type RunNetwork = {name: string; order: Order} & Omit<NetworkSettings, "preActivation" | "order"> &
  Required<Pick<NetworkSettings, "width" | "shortcutScale" | "norm" | "zeroInitResidual">>;

/** A data set with all of its settings; only one of a reader's own images says how many classes there are. */
export type RunDataset = Required<Omit<DatasetSettings, "numClasses">> & Pick<DatasetSettings, "numClasses">;

/** The sections of a run spec, besides its network. */
const sections = ["dataset", "optimizer", "schedule"] as const;

const owner = "a run spec";

/** Returns *input* with its defaults filled in, checked down to the network it names. Throws a FaultError. */
export function toRunSpec(input: unknown): RunSpec {
  if (!isObject(input)) throw invalid("run spec", input, "object", {});
  const others = ["version", "network", "deepened", ...sections];
  const training = readSettings(table("training"), input, {field: "run spec", owner, others});
  const parts = sections.map(
    (section) => [section, readSection(section, input[section] === undefined ? {} : input[section])] as const
  );
  const network = readNetwork(input.network);
  const deepened = readDeepened(input.deepened);
  const faults = [training, ...parts.map(([, part]) => part), network, deepened].flatMap(
    ({faults}) => faults
  );
  if (input.version !== undefined && input.version !== runSpecVersion)
    faults.push({field: "version", value: input.version, rule: {is: "version", version: runSpecVersion}});
  const spec = {
    version: runSpecVersion,
    network: network.values,
    ...Object.fromEntries(parts.map(([section, {values}]) => [section, values])),
    ...training.values,
    ...(deepened.values && {deepened: deepened.values})
  } as unknown as RunSpec;
  if (faults.length === 0) checkNetwork(spec);
  else throw new FaultError([...faults, ...ownFaults(spec)]);
  return spec;
}

/** What is wrong with a network by its name alone: what else is may follow from a default in the place of a value at fault. */
function ownFaults(spec: RunSpec): readonly Fault[] {
  if (typeof spec.network.name !== "string") return [];
  const alone = {...spec, network: {name: spec.network.name, order: spec.network.order} as RunNetwork};
  return faultsThrownBy(() => toNetwork(alone));
}

/** The table of a section; fields differ in the type of their values, which is of no interest here. */
function table(section: keyof typeof fields): Readonly<Record<string, Field>> {
  return fields[section] as unknown as Readonly<Record<string, Field>>;
}

function readSection(section: (typeof sections)[number], input: unknown) {
  const read = readSettings(table(section), input, {field: section, owner: section});
  if (section === "dataset") return {...read, values: ofDataset(read.values)};
  if (section !== "optimizer" || read.faults.length > 0) return read;
  const {type, defaults} = optimizerOf(read.values.type as OptimizerType);
  const given = Object.entries(read.values).filter(([name]) => name in defaults);
  return {...read, values: {type, ...defaults, ...Object.fromEntries(given)}};
}

/** Leaves out what a data set does not have: only shapes differ in difficulty, and others know how many classes they have. */
function ofDataset({
  numClasses = ownLimits.leastClasses,
  ...values
}: Record<string, unknown>): Record<string, unknown> {
  const {name} = values;
  return {...values, ...(name !== "shapes" && {difficulty: "plain"}), ...(name === "own" && {numClasses})};
}

/** What a spec leaves out of a network where it is so. */
const usual: Readonly<Record<string, unknown>> = {
  ...{survival: 1, survivingBlocks: undefined, weights: "none"},
  ...{body: "trained", statistics: "follow", unfrozenAfter: undefined}
};

function readNetwork(input: unknown): {values: Record<string, unknown>; faults: Fault[]} {
  const {values, faults} = readSettings(table("network"), input, {
    field: "network",
    owner: "a network",
    others: ["name"]
  });
  const name = isObject(input) ? input.name : undefined;
  if (isObject(input) && typeof name !== "string")
    faults.push({field: "network", value: name, rule: {is: "networkName", example: "cifar-resnet-56"}});
  const {order, preActivation, ...settings} = values as NetworkSettings;
  const always = Object.entries(settings).filter(([option]) => !(option in usual));
  const unusual = Object.keys(usual)
    .map((option) => [option, values[option]])
    .filter(([option, value]) => value !== undefined && value !== usual[option as string]);
  try {
    const named = {name, ...Object.fromEntries(always), order: toOrder({order, preActivation})};
    return {values: {...named, ...Object.fromEntries(unusual)}, faults};
  } catch (error) {
    return {values, faults: [...faults, ...(faultsOf(error) ?? [])]};
  }
}

function readDeepened(input: unknown): {values?: Deepened; faults: Fault[]} {
  if (input === undefined) return {faults: []};
  if (!isObject(input)) return {faults: [{field: "deepened", value: input, rule: {is: "object"}}]};
  const {from, afterSteps} = input as Partial<Deepened>;
  const known = ["from", "afterSteps"];
  const faults = Object.entries(input)
    .filter(([name]) => !known.includes(name))
    .map(([field, value]): Fault => ({field, value, rule: {is: "unknown", owner: "deepened", known}}));
  if (typeof from !== "string")
    faults.push({field: "deepened.from", value: from, rule: {is: "networkName", example: "cifar-resnet-20"}});
  if (!Number.isSafeInteger(afterSteps) || afterSteps! < 1 || afterSteps! > 100_000)
    faults.push({
      field: "deepened.afterSteps",
      value: afterSteps,
      rule: {is: "integer", least: 1, most: 100_000}
    });
  return {values: {from: from!, afterSteps: afterSteps!}, faults};
}

function checkNetwork(spec: RunSpec): void {
  const deep = toNetwork(spec);
  checkSurvival(spec, deep);
  if (spec.deepened) checkDeepened(spec, deep);
  checkTransfer(spec, deep);
  checkFewImages(spec);
}

/**
 * Returns the network that a run spec names, for the classes and the size of its data set's images. Options that the
 * network's family does not have are left out, so that one setting can serve networks of several families.
 */
export function toNetwork({network: {name, ...options}, dataset}: RunSpec): NamedNetwork {
  const known: readonly string[] = networkOptions(name);
  const chosen = Object.entries(options).filter(([option]) => known.includes(option));
  const numClasses = classCount(dataset);
  return namedNetwork(name, {...Object.fromEntries(chosen), size: dataset.size, numClasses});
}

/**
 * Returns the spec of the network that *spec*'s is deepened from: the same but for its name and length, and that its
 * blocks do not begin as identities, which the added ones must.
 */
export function shallowSpec({deepened, ...spec}: RunSpec): RunSpec | undefined {
  if (!deepened) return undefined;
  const network = {...spec.network, name: deepened.from, zeroInitResidual: false};
  return {...spec, network, steps: deepened.afterSteps};
}

function checkDeepened(spec: RunSpec, deep: NamedNetwork): void {
  const {afterSteps} = spec.deepened!;
  checkDeepens(toNetwork(shallowSpec(spec)!), deep);
  if (afterSteps >= spec.steps)
    throw invalid("deepened.afterSteps", afterSteps, "lessThanSteps", {steps: spec.steps});
}

function checkSurvival({network, deepened}: RunSpec, {name, expression}: NamedNetwork): void {
  const {survival, survivingBlocks} = network;
  const {length: blocks} = residualBlocks(expression);
  for (const [field, value] of Object.entries({survival, survivingBlocks})) {
    if (value === undefined) continue;
    if (blocks === 0) throw invalid(field, value, "noShortcuts", {network: name});
    if (deepened) throw invalid(field, value, "survivesDeepening", {});
  }
  if (survivingBlocks === undefined) return;
  if (survival !== undefined) throw invalid("survivingBlocks", survivingBlocks, "noSurvival", {});
  if (survivingBlocks > blocks)
    throw invalid("survivingBlocks", survivingBlocks, "mostBlocks", {network: name, blocks});
}

function checkFewImages({batch, dataset}: RunSpec): void {
  const {imagesPerClass} = dataset;
  const images = imagesPerClass * classCount(dataset);
  if (imagesPerClass > 0 && batch > images)
    throw invalid("batch", batch, "mostImages", {images, imagesPerClass});
}
