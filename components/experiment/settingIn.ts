import type {RunSpec} from "./runSpec.js";
import type {Setting} from "./settings.js";
import type {TrainingSpec} from "./trainingSpec.js";

/** Returns a setting's value in a run spec; undefined if the network or the optimiser has no such number. */
export function inSpec(spec: RunSpec, {section, name}: Setting): unknown {
  const parts = spec as unknown as Record<string, Record<string, unknown>>;
  return section === "training" ? parts[name] : parts[section]?.[name];
}

/** Returns what a training spec says of a *setting*; undefined if it says nothing. */
export function settingIn(spec: TrainingSpec, {section, name}: Setting): unknown {
  const parts = spec as unknown as Record<string, Record<string, unknown> | undefined>;
  return isNested(section) ? parts[section]?.[name] : parts[name];
}

/** Returns *spec* with a *setting* of this value. */
export function withSetting(spec: TrainingSpec, {section, name}: Setting, value: unknown): TrainingSpec {
  return isNested(section)
    ? {...spec, [section]: {...spec[section], [name]: value}}
    : {...spec, [name]: value};
}

/** Whether a training spec has a section's settings in an object of their own. */
function isNested(section: Setting["section"]): section is "dataset" | "optimizer" | "schedule" {
  return section === "dataset" || section === "optimizer" || section === "schedule";
}
