import {currentNames} from "../fields/currentNames.js";
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
  const {values: given, faults} = currentNames(networkFields, entries);
  if (faults.length > 0) throw new FaultError(faults);
  const values = Object.entries(given as typeof entries).map(([name, text]) => {
    if (!isOption(name)) throw new FaultError([unknownOption(name, text, optionNames, "a network")]);
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
  const {values, faults} = currentNames(networkFields, options);
  const valueFaults = Object.entries(values).flatMap(([name, value]): Fault[] => {
    if (!isOption(name) || !allowed.includes(name)) return [unknownOption(name, value, allowed, network)];
    const fault = faultOf(name, networkField(name), value);
    return fault ? [fault] : [];
  });
  if (faults.length + valueFaults.length > 0) throw new FaultError([...faults, ...valueFaults]);
  return values;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(networkFields, name);
}

function unknownOption(field: string, value: unknown, known: readonly OptionName[], owner: string): Fault {
  return {field, value, rule: {is: "unknown", owner, known}};
}
