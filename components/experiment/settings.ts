import type {Field} from "../fields/field.js";
import {fields, type Section} from "./fields.js";

/** What a setting can be told apart by where no section is told; "name" is a network's. */
export type SettingKey = Exclude<{[S in Section]: keyof (typeof fields)[S]}[Section], "type">;

/** A setting and its places: where it is in a spec, and what a link calls it. */
export interface Setting {
  readonly section: Section;
  /** Its name in its section. */
  readonly name: string;
  /** Its name where no section is told: in links, forms and faults. */
  readonly key: string;
  readonly field: Field;
}

/** Every setting, in the order of the table. */
export const settings: readonly Setting[] = (Object.entries(fields) as [Section, object][]).flatMap(
  ([section, table]) =>
    (Object.entries(table) as [string, Field][]).map(([name, field]) => ({
      section,
      name,
      key: field.key ?? name,
      field
    }))
);

/** Returns the setting that has a *key*, or had it in an earlier version. */
export function settingOf(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key || setting.field.former?.includes(key));
}
