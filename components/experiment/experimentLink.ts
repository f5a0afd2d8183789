import type {BackendName} from "./backend.js";
import type {Executor} from "./executor.js";
import {fourNetworks} from "./fourNetworks.js";
import {placeFaults} from "./placeFaults.js";
import {type RunSpec, RunSpecError, toRunSpec} from "./runSpec.js";
import {mostNetworks} from "./trainingSpec.js";

/** Several networks trained alike, and how a page shows them: what a short link says. */
export interface Experiment {
  /** One spec a network. */
  specs: RunSpec[];
  /** The backend to try before the others. Defaults to their own order. */
  backend?: BackendName;
  /** Absent means by plan, where there can be one. */
  executor?: Executor;
  /** Whether training starts without a press of the button. */
  autoplay: boolean;
}

/** How each key of a query is read and where it goes in a run spec, in the order in which a link is written. */
const fields: {
  key: string;
  path: [section: string | null, field: string];
  read: (text: string) => unknown;
}[] = [
  {key: "steps", path: [null, "steps"], read: Number},
  {key: "batch", path: [null, "batch"], read: Number},
  {key: "width", path: ["network", "width"], read: Number},
  {key: "size", path: ["dataset", "size"], read: Number},
  {key: "seed", path: [null, "seed"], read: Number},
  {key: "initialisation", path: [null, "initialisation"], read: String},
  {key: "dataset", path: ["dataset", "name"], read: String},
  {key: "augment", path: ["dataset", "augment"], read: readFlag},
  {key: "shortcut", path: ["network", "shortcut"], read: String},
  {key: "scale", path: ["network", "shortcutScale"], read: Number},
  {key: "block", path: ["network", "block"], read: String},
  {key: "layersPerBlock", path: ["network", "layersPerBlock"], read: Number},
  {key: "cardinality", path: ["network", "cardinality"], read: Number},
  {key: "groupWidth", path: ["network", "groupWidth"], read: Number},
  {key: "norm", path: ["network", "norm"], read: readFlag},
  {key: "zeroInit", path: ["network", "zeroInit"], read: readFlag},
  {key: "order", path: ["network", "order"], read: String},
  {key: "preActivation", path: ["network", "preActivation"], read: readFlag},
  {key: "activation", path: ["network", "activation"], read: String},
  {key: "survival", path: ["network", "survival"], read: Number},
  {key: "rate", path: ["optimizer", "learningRate"], read: Number},
  {key: "momentum", path: ["optimizer", "momentum"], read: Number},
  {key: "decay", path: ["optimizer", "weightDecay"], read: Number},
  {key: "schedule", path: ["schedule", "type"], read: String},
  {key: "warmup", path: ["schedule", "warmupSteps"], read: Number},
  {key: "evaluate", path: [null, "evaluationInterval"], read: Number},
  {key: "evaluationImages", path: [null, "evaluationImages"], read: Number}
];

/** All keys of a query. */
const keys: readonly string[] = ["nets", ...fields.map(({key}) => key), "backend", "path", "autoplay"];

/**
 * Returns the experiment that a *query* asks for, such as `nets=cifar-plain-20,cifar-resnet-56&steps=200&width=8`.
 * What it does not say has its default. Throws a RunSpecError that names every unknown key and bad value.
 */
export function experimentFromQuery(query: URLSearchParams): Experiment {
  const nets = netsOf(query);
  const backend = query.get("backend") ?? "auto";
  const autoplay = readFlag(query.get("autoplay") ?? "0");
  const faults = [...keyFaults(query), ...netFaults(nets)];
  const path = query.get("path") ?? "plan";
  faults.push(...placeFaults(backend, path));
  if (autoplay === undefined) faults.push(`invalid autoplay: ${query.get("autoplay")}; it must be 1 or 0`);
  const specs = nets.slice(0, mostNetworks).flatMap((name) => specOrFaults(name, query, faults));
  if (faults.length > 0) throw new RunSpecError([...new Set(faults)]);
  return {
    specs,
    ...(backend !== "auto" && {backend: backend as BackendName}),
    ...(path !== "plan" && {executor: path as Executor}),
    autoplay: autoplay === true
  };
}

function netsOf(query: URLSearchParams): string[] {
  const text = query.get("nets") ?? fourNetworks.join(",");
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function keyFaults(query: URLSearchParams): string[] {
  const given = [...query.keys()];
  const unknown = given.filter((key) => !keys.includes(key));
  const repeated = new Set(given.filter((key, i) => given.indexOf(key) < i));
  return [
    ...unknown.map((key) => `unknown option: ${key}; the options are ${keys.join(", ")}`),
    ...[...repeated].map(
      (key) => `invalid ${key}: ${query.getAll(key).join(", ")}; each option can be there once`
    )
  ];
}

function netFaults(nets: string[]): string[] {
  if (nets.length === 0) return ["invalid nets: none; there must be at least one network"];
  if (nets.length > mostNetworks)
    return [`invalid nets: ${nets.length} networks; a figure shows at most ${mostNetworks}`];
  return new Set(nets).size < nets.length
    ? [`invalid nets: ${nets.join(",")}; each network can be there once`]
    : [];
}

/** Returns the shortest query that experimentFromQuery reads as *experiment*; its specs must differ in networks only. */
export function experimentToQuery({
  specs,
  backend,
  executor: path,
  autoplay = false
}: Omit<Experiment, "autoplay"> & {autoplay?: boolean}): URLSearchParams {
  const query = new URLSearchParams();
  const [first] = specs;
  const nets = specs.map(({network}) => network.name).join(",");
  if (nets !== fourNetworks.join(",")) query.set("nets", nets);
  const standard = toRunSpec({network: {name: "cifar-plain-20"}});
  for (const {key, path} of fields) {
    const value = valueAt(first, path);
    if (value !== valueAt(standard, path))
      query.set(key, value === true ? "1" : value === false ? "0" : String(value));
  }
  if (backend) query.set("backend", backend);
  if (path) query.set("path", path);
  if (autoplay) query.set("autoplay", "1");
  return query;
}

function specOrFaults(name: string, query: URLSearchParams, faults: string[]): RunSpec[] {
  const input: Record<string, unknown> = {};
  for (const {
    key,
    path: [section, field],
    read
  } of fields) {
    const text = query.get(key);
    if (text === null) continue;
    const value = readOrText(text, read);
    if (section === null) input[field] = value;
    else input[section] = {...(input[section] as object), [field]: value};
  }
  try {
    return [toRunSpec({...input, network: {...(input.network as object), name}})];
  } catch (error) {
    if (!(error instanceof RunSpecError)) throw error;
    faults.push(...error.faults);
    return [];
  }
}

/** What cannot be read stays text, so that the message can show it. */
function readOrText(text: string, read: (text: string) => unknown): unknown {
  const value = text.trim() === "" ? undefined : read(text);
  return value === undefined || Number.isNaN(value) ? text : value;
}

function readFlag(text: string): boolean | undefined {
  if (text === "1" || text === "true") return true;
  if (text === "0" || text === "false") return false;
  return undefined;
}

function valueAt(spec: RunSpec, [section, field]: [string | null, string]): unknown {
  const fields = spec as unknown as Record<string, Record<string, unknown>>;
  return section === null ? fields[field] : fields[section][field];
}
