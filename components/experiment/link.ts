import {type Fault, FaultError, faultsOf} from "../fields/fault.js";
import {fourNetworks} from "./fourNetworks.js";
import {type RunSpec, toRunSpec} from "./runSpec.js";
import {inSpec, withSetting} from "./settingIn.js";
import {type Setting, settingOf, settings} from "./settings.js";
import {toTraining, type Training, type TrainingSpec} from "./trainingSpec.js";

/** What a short link says: what to train, and whether at once. */
export interface LinkedExperiment extends Training {
  /** Whether training starts without a press of the button. */
  autoplay: boolean;
}

/** All keys of a link. */
export const linkKeys: readonly string[] = ["nets", ...settings.map(({key}) => key)];

/** What a link's query says, unchecked: what cannot be read stays text, so that a fault can show it. */
export interface LinkContent {
  spec: TrainingSpec;
  autoplay: boolean;
  /** Keys that no setting has, and keys that are there twice. */
  faults: Fault[];
}

/**
 * Returns what a *query* says, such as `nets=cifar-plain-20,cifar-resnet-56&steps=200&width=8`. A key that an earlier
 * version of the course wrote is read as the setting that it became.
 */
export function readLink(query: URLSearchParams): LinkContent {
  let spec: TrainingSpec = {networks: names(query.get("nets") ?? fourNetworks.join(","))};
  const faults = repeatedKeys(query);
  let autoplay: unknown = false;
  for (const [key, text] of query) {
    if (key === "nets") continue;
    const setting = settingOf(key);
    if (!setting)
      faults.push({field: key, value: text, rule: {is: "unknown", owner: "a link", known: linkKeys}});
    else if (setting.key === "autoplay") autoplay = readText(setting, text);
    else spec = withSetting(spec, setting, readText(setting, text));
  }
  if (typeof autoplay !== "boolean")
    faults.push({field: "autoplay", value: autoplay, rule: {is: "choice", choices: [0, 1]}});
  return {spec, autoplay: autoplay === true, faults};
}

/** Returns the experiment that a *query* asks for. Throws a FaultError that names every unknown key and bad value. */
export function experimentFromLink(query: URLSearchParams): LinkedExperiment {
  return experimentOf(readLink(query));
}

/** Like experimentFromLink, except that the link has been read. */
export function experimentOf({spec, autoplay, faults}: LinkContent): LinkedExperiment {
  const all = [...faults];
  try {
    const training = toTraining(spec);
    if (all.length === 0) return {...training, autoplay};
  } catch (error) {
    all.push(...(faultsOf(error) ?? []));
    if (all.length === 0) throw error;
  }
  throw new FaultError(all);
}

/**
 * Returns the shortest query that experimentFromLink reads as *experiment*; its specs must differ in networks only. What *always*
 * names is in it in any case.
 */
export function linkTo(
  {
    specs,
    backend,
    executor,
    workers,
    threads,
    autoplay
  }: Omit<LinkedExperiment, "nets" | "autoplay"> & {autoplay?: boolean},
  always: readonly string[] = []
): URLSearchParams {
  const query = new URLSearchParams();
  const nets = specs.map(({network}) => network.name).join(",");
  if (nets !== fourNetworks.join(",")) query.set("nets", nets);
  const [first] = specs;
  const standard = standardOf(first);
  const display: Record<string, unknown> = {backend, executor, workers, threads, autoplay};
  for (const setting of settings) {
    const value = setting.section === "display" ? display[setting.name] : inSpec(first, setting);
    const usual = setting.section === "display" ? setting.field.default : inSpec(standard, setting);
    if (value !== undefined && (value !== usual || always.includes(setting.key)))
      query.set(setting.key, setting.field.write(value));
  }
  return query;
}

/** A spec as it is if nothing is chosen but the optimiser, whose numbers have defaults of their own. */
function standardOf({optimizer: {type}}: RunSpec): RunSpec {
  return toRunSpec({network: {name: "cifar-resnet-20"}, optimizer: {type}});
}

/** Returns what a *text* means for a setting. What cannot be read stays text, so that a fault can show it. */
export function readText({field}: Setting, text: string): unknown {
  const value = text.trim() === "" ? undefined : field.read(text);
  return value === undefined ? text : value;
}

function names(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** A setting that is there twice, or by a former key too. */
function repeatedKeys(query: URLSearchParams): Fault[] {
  const given = [...query].map(([written, text]) => ({
    key: settingOf(written)?.key ?? written,
    written,
    text
  }));
  return [...new Set(given.map(({key}) => key))].flatMap((field): Fault[] => {
    const same = given.filter(({key}) => key === field);
    const names = [...new Set(same.map(({written}) => written))];
    const rule = names.length > 1 ? ({is: "oneName", names} as const) : ({is: "once"} as const);
    return same.length > 1 ? [{field, value: same.map(({text}) => text), rule}] : [];
  });
}
