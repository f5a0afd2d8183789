import {groups, sort} from "d3-array";
import {networkIdentities} from "../experiment/netKeys.js";
import {runKey} from "../experiment/runKey.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {inSpec} from "../experiment/settingIn.js";
import {type Setting, settings} from "../experiment/settings.js";
import {networkKey} from "../network/identity.js";
import {type CollectedRun, lengthOfRun} from "./collectedRun.js";

/** Runs that were trained in one way, of one network or of several: they can be compared. */
export interface SettingGroup {
  /** What sets it apart from the other groups, in words: `Learning rate 0.1, Steps 400`. Empty if it is the only one. */
  name: string;
  /** A specification of one of its runs, where a file told it. */
  spec?: RunSpec;
  /** Its networks, by their keys, with the runs of each. */
  nets: readonly (readonly [net: string, runs: readonly CollectedRun[]])[];
  /** How many runs it has. */
  count: number;
}

/** What decides nothing of a run's training: when it was measured. */
const measuring = ["evaluationInterval", "measurementInterval"] as const;

/** What runs of one group may differ in. */
const free = ["network", "name", "seed", ...measuring] as const;

/**
 * Returns *runs* by their settings, the most runs first: what differs in more than network and seed is kept apart, and so
 * is a run that ended early. Of a CSV the settings are not known: such runs are together if they are as long.
 */
export function settingGroups(runs: readonly CollectedRun[]): SettingGroup[] {
  const all = groups(runs, settingsKey).map(([, own]) => own);
  const specs = all.flatMap(([{spec}]) => (spec ? [spec] : []));
  const differing = settings.filter((setting) => isTold(setting) && differs(specs, setting));
  const lengths = new Set(all.map(([run]) => endText(run)));
  const found = all.map((own): SettingGroup => {
    const name = all.length === 1 ? "" : nameOf(own[0], {differing, tellsLength: lengths.size > 1});
    return {name, ...(own[0].spec && {spec: own[0].spec}), nets: byNetwork(own), count: own.length};
  });
  return sort(numbered(found), ({count}) => -count);
}

/** Returns the names of the settings in which *runs* differ that tell them: `learning rate`, `steps`. */
export function differingSettings(runs: readonly CollectedRun[]): string[] {
  const specs = runs.flatMap(({spec}) => (spec ? [spec] : []));
  return settings
    .filter((setting) => isTold(setting) && differs(specs, setting))
    .map(({field: {label}}) => label[0].toLowerCase() + label.slice(1));
}

function settingsKey(run: CollectedRun): string {
  const {spec, settings: told} = run;
  return JSON.stringify([spec ? runKey(spec, free) : null, told ?? null, endText(run)]);
}

/** How long a run was, as far as it is no setting of its own. */
function endText(run: CollectedRun): string {
  const {spec, diverged} = run;
  const taken = lengthOfRun(run).toLocaleString("en");
  if (!spec) return `${taken} steps`;
  return diverged || lengthOfRun(run) === spec.steps ? "" : `ended after ${taken} steps`;
}

function isTold({section, key}: Setting): boolean {
  return section !== "display" && section !== "network" && !(free as readonly string[]).includes(key);
}

function differs([first, ...others]: readonly RunSpec[], setting: Setting): boolean {
  return others.some((spec) => inSpec(spec, setting) !== inSpec(first, setting));
}

function nameOf(
  run: CollectedRun,
  {differing, tellsLength}: {differing: readonly Setting[]; tellsLength: boolean}
): string {
  const {spec, settings: told} = run;
  const end = endText(run);
  const length = end !== "" && (tellsLength || !spec) ? [end] : [];
  if (!spec)
    return told?.endsWith(end) ? told : [told ?? "from CSV, settings not told", ...length].join(", ");
  const values = differing.flatMap((setting) => valueText(spec, setting));
  const deepened = spec.deepened ? [`deepened after ${spec.deepened.afterSteps} steps`] : [];
  const known = [...values, ...deepened];
  return [...(known.length > 0 ? known : ["from run files"]), ...length].join(", ");
}

/** `Learning rate 0.1`, in the words of the form; nothing where the optimiser has no such number. */
function valueText(spec: RunSpec, setting: Setting): string[] {
  const value = inSpec(spec, setting);
  if (value === undefined) return [];
  const {label, control, write} = setting.field;
  const written = write(value);
  return [`${label} ${control.type === "select" ? (control.options[written] ?? written) : written}`];
}

/** Groups of one name, if a difference has no words, are numbered. */
function numbered(all: readonly SettingGroup[]): SettingGroup[] {
  return all.map((group, i) => {
    const before = all.slice(0, i).filter(({name}) => name === group.name).length;
    return before === 0 ? group : {...group, name: `${group.name} (${before + 1})`};
  });
}

/** Runs by their network: of namesakes, what differs is named. */
function byNetwork(runs: readonly CollectedRun[]): SettingGroup["nets"] {
  const distinct = groups(runs, ({net, spec}) => JSON.stringify([net, spec?.network])).map(([, own]) => own);
  const specs = distinct.flatMap(([{spec}]) => (spec ? [spec.network] : []));
  const keys = networkIdentities(specs).map(networkKey);
  const keyed = distinct.map((own) => [own[0].spec ? keys.shift()! : own[0].net, own] as const);
  return groups(
    keyed.flatMap(([key, own]) => own.map((run) => [key, run] as const)),
    ([key]) => key
  ).map(([key, own]) => [key, own.map(([, run]) => run)]);
}
