import {type Section} from "./fields.js";
import type {RunSpec} from "./runSpec.js";
import {inSpec} from "./settingIn.js";
import {type SettingKey, settings} from "./settings.js";

/** A setting, a whole section, or the network's name. */
export type RunDifference = SettingKey | Section | "name";

/** What two runs may differ in and still count as the same. */
export type Differences = readonly RunDifference[];

/**
 * Returns a text that is the same for specs that agree in every setting of the field table but *differences*. Recordings
 * are found by it.
 */
export function runKey(spec: RunSpec, differences: Differences = []): string {
  const mayDiffer = (...keys: string[]) => differences.some((difference) => keys.includes(difference));
  const counted = settings.filter(({section, key}) => section !== "display" && !mayDiffer(section, key));
  const named = mayDiffer("network", "name") ? undefined : spec.network.name;
  return JSON.stringify([
    named,
    ...counted.map((setting) => inSpec(spec, setting) ?? null),
    spec.deepened ?? null
  ]);
}
