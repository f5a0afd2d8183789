import {currentNames} from "../fields/currentNames.js";
import type {Fault} from "../fields/fault.js";
import {faultOf, type Field} from "../fields/field.js";
import {isObject} from "../fields/isObject.js";

/** What was read of an object: the settings that are right, under their names of today, and what is wrong. */
export interface ReadSettings {
  values: Record<string, unknown>;
  faults: Fault[];
}

/** Options of readSettings. */
export interface ReadOptions {
  /** The object's own name, where it is no object. */
  field: string;
  /** What the object is called, where an unknown option is told. */
  owner: string;
  /** Options that others read. Defaults to none. */
  others?: readonly string[];
}

/**
 * Returns what *input* says of the fields of a *table*, with the defaults of those it does not mention. A name that an
 * earlier version gave a field counts as its own, unless the field is there by another name too.
 */
export function readSettings(
  table: Readonly<Record<string, Field>>,
  input: unknown,
  {field: own, owner, others = []}: ReadOptions
): ReadSettings {
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(table).flatMap(([name, field]) =>
      field.default === undefined ? [] : [[name, field.default]]
    )
  );
  if (!isObject(input))
    return {
      values,
      faults: [
        {
          field: own,
          value: input,
          rule: {is: input === undefined ? "missing" : "object", owner: "a run spec"}
        }
      ]
    };
  const {values: given, faults} = currentNames(table, input);
  for (const [name, value] of Object.entries(given)) {
    if (others.includes(name)) continue;
    const field = table[name];
    if (!Object.hasOwn(table, name)) {
      const known = [...others, ...Object.keys(table)];
      faults.push({field: name, value, rule: {is: "unknown", owner, known}});
      continue;
    }
    const fault = faultOf(field.key ?? name, field, value);
    if (fault) faults.push(fault);
    else values[name] = value;
  }
  return {values, faults};
}
