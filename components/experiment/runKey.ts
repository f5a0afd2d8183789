import {type Section, settings} from "./fields.js";
import type {RunSpec} from "./runSpec.js";
import {inSpec} from "./settingIn.js";

/** What two runs may differ in and still count as the same: the keys of settings, whole sections, or the network's name. */
export type Differences = readonly (string | Section | "name")[];

/**
 * Returns a text that is the same for specs that agree in every setting of the field table but *differences*. Recordings
 * are found by it.
 */
export function runKey(spec: RunSpec, differences: Differences = []): string {
  const counted = settings.filter(
    ({section, key}) => section !== "display" && !differences.includes(section) && !differences.includes(key)
  );
  const named =
    differences.includes("network") || differences.includes("name") ? undefined : spec.network.name;
  return JSON.stringify([
    named,
    ...counted.map((setting) => inSpec(spec, setting) ?? null),
    spec.deepened ?? null
  ]);
}
