import {type Fault, FaultError} from "../fields/fault.js";
import {faultOf} from "../fields/field.js";
import {
  type NamedOptions,
  networkField,
  networkFields,
  type OptionName,
  optionNames
} from "./networkFields.js";

/** Returns the options that *entries*, such as a command line's, spell: `{width: "8"}` gives `{width: 8}`. */
export function parseOptions(entries: Readonly<Record<string, string>>): NamedOptions {
  const values = Object.entries(entries).map(([given, text]) => {
    const name = currentName(given);
    if (!isOption(name)) throw new FaultError([unknownOption(given, text, optionNames, "a network")]);
    const value = networkField(name).read(text);
    return [name, value === undefined ? text : value];
  });
  return checkOptions(Object.fromEntries(values), optionNames, "a network");
}

/**
 * Returns *options* under their names of today, without undefined values. Throws a FaultError if *network* does not have
 * one of them or its value breaks a rule.
 */
export function checkOptions(options: object, allowed: readonly OptionName[], network: string): NamedOptions {
  const given = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [currentName(name), value] as const);
  const faults = given.flatMap(([name, value]): Fault[] => {
    if (!isOption(name) || !allowed.includes(name)) return [unknownOption(name, value, allowed, network)];
    const fault = faultOf(name, networkField(name), value);
    return fault ? [fault] : [];
  });
  if (faults.length > 0) throw new FaultError(faults);
  return Object.fromEntries(given);
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(networkFields, name);
}

/** The name of today of what an earlier version called *name*. */
function currentName(name: string): string {
  return optionNames.find((option) => networkField(option).former?.includes(name)) ?? name;
}

function unknownOption(field: string, value: unknown, known: readonly OptionName[], owner: string): Fault {
  return {field, value, rule: {is: "unknown", owner, known}};
}
