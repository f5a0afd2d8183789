import type {Field} from "./field.js";
import type {Fault} from "./rule.js";

/** What an object says, under the names of today, and the faults of options that it names twice. */
export interface CurrentNames {
  values: Record<string, unknown>;
  faults: Fault[];
}

/**
 * Returns what *given* says under the names that the fields of a *table* have today, without undefined values. An option
 * under two of its names is a fault, since neither may win silently. Names that no field has stay as they are.
 */
export function currentNames(
  table: Readonly<Record<string, Pick<Field, "former">>>,
  given: object
): CurrentNames {
  const options = new Map<string, {names: string[]; values: unknown[]}>();
  for (const [written, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const name = currentName(table, written);
    const {names, values} = options.get(name) ?? {names: [], values: []};
    options.set(name, {names: [...names, written], values: [...values, value]});
  }
  return {
    values: Object.fromEntries([...options].map(([name, {values}]) => [name, values[0]])),
    faults: [...options].flatMap(([field, {names, values}]): Fault[] =>
      names.length > 1 ? [{field, value: values, rule: {is: "oneName", names}}] : []
    )
  };
}

function currentName(table: Readonly<Record<string, Pick<Field, "former">>>, written: string): string {
  if (Object.hasOwn(table, written)) return written;
  return Object.keys(table).find((name) => table[name].former?.includes(written)) ?? written;
}
