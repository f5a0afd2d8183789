import * as v from "valibot";
import type {Fault} from "./fault.js";
import type {Rule} from "./rule.js";

/** What may be said of a setting wherever it appears. */
export interface FieldText<Value> {
  /** What it is, in one sentence: for the editor, the documentation and a form. */
  help: string;
  /** Its name in a form. */
  label: string;
  /** Its name where its section is not told, as in a link. Defaults to its name in the table. */
  key?: string;
  /** What its number counts, such as "channels". Defaults to nothing. */
  unit?: string;
  /** Whether a figure's settings show it. Defaults to false. */
  form?: boolean;
  /** Names that earlier versions of the course gave it, in links, specs and cells. Defaults to none. */
  former?: readonly string[];
  /** What a curve's label says of a *value* in which a network differs from its namesakes. Defaults to the name. */
  curve?(value: Value): string;
}

/** A setting, described once. Made by integer, number, choice, flag or text. */
export interface Field<Value = unknown> extends FieldText<Value> {
  /** What it is if nobody chooses; undefined leaves it to the network's family or to the optimiser. */
  readonly default: Value | undefined;
  readonly schema: v.GenericSchema<Value, Value>;
  /** What is told of a value that the schema refuses. */
  readonly rule: Rule;
  /** What it is chosen with in a form. */
  readonly control: Control;
  /** Returns what a link's *text* means; undefined if it means nothing. */
  read(text: string): unknown;
  /** Returns a *value* as a link has it. */
  write(value: Value): string;
}

/** A form's control for a value. */
export type Control =
  | {readonly type: "number"; readonly min: number; readonly max: number; readonly step: number | "any"}
  | {
      readonly type: "select";
      readonly options: Readonly<Record<string, string>>;
      /** Those that are offered only if they are chosen already. Defaults to none. */
      readonly unoffered?: readonly string[];
    }
  | {readonly type: "text"};

/** The type of a field's values. */
export type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** What can be chosen of a table of fields; each option has the help of its field as documentation. */
export type Settings<Table> = {-readonly [Name in keyof Table]?: ValueOf<Table[Name]>};

/** Returns a field of integers from **least** to **most**. */
export function integer<const D extends number | undefined>({
  least,
  most,
  default: standard,
  ...text
}: {least: number; most: number; default?: D} & FieldText<number>): Field<number> {
  return {
    ...text,
    default: standard,
    schema: v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most)),
    rule: {is: "integer", least, most},
    control: {type: "number", min: least, max: most, step: 1},
    read: readNumber,
    write: String
  };
}

/** Returns a field of numbers from **least** to **most**, one of which may be left **open**. */
export function number({
  least,
  most,
  open,
  default: standard,
  ...text
}: {
  least: number;
  most: number;
  open?: "least" | "most";
  default?: number;
} & FieldText<number>): Field<number> {
  return {
    ...text,
    default: standard,
    schema: v.pipe(
      v.number(),
      open === "least" ? v.gtValue(least) : v.minValue(least),
      open === "most" ? v.ltValue(most) : v.maxValue(most)
    ),
    rule: {is: "number", least, most, ...(open && {open})},
    control: {type: "number", min: least, max: most, step: "any"},
    read: readNumber,
    write: String
  };
}

/** Returns a field of the *choices* that are the keys of a table: of a value, and the words for it in a form. */
export function choice<const Value extends string>({
  choices,
  default: standard,
  unoffered,
  ...text
}: {
  choices: Readonly<Record<Value, string>>;
  default?: NoInfer<Value>;
  /** What a form offers only if it is chosen already. Defaults to nothing. */
  unoffered?: readonly NoInfer<Value>[];
} & FieldText<NoInfer<Value>>): Field<Value> {
  const values = Object.keys(choices) as Value[];
  return {
    ...text,
    default: standard,
    schema: v.picklist(values) as v.GenericSchema<Value, Value>,
    rule: {is: "choice", choices: values},
    control: {type: "select", options: choices, ...(unoffered && {unoffered})},
    read: String,
    write: String
  };
}

/** Like choice, except that the values are numbers. */
export function numberChoice<const Value extends number>({
  choices,
  default: standard,
  ...text
}: {choices: Readonly<Record<Value, string>>; default?: NoInfer<Value>} & FieldText<
  NoInfer<Value>
>): Field<Value> {
  const values = Object.keys(choices).map(Number) as Value[];
  return {
    ...text,
    default: standard,
    schema: v.picklist(values) as v.GenericSchema<Value, Value>,
    rule: {is: "choice", choices: values},
    control: {type: "select", options: choices},
    read: readNumber,
    write: String
  };
}

/** Returns a field that is true or false. */
export function flag({default: standard, ...text}: {default?: boolean} & FieldText<boolean>): Field<boolean> {
  return {
    ...text,
    default: standard,
    schema: v.boolean(),
    rule: {is: "flag"},
    control: {type: "select", options: {"0": "no", "1": "yes"}},
    read: readFlag,
    write: (value) => (value ? "1" : "0")
  };
}

/** Returns what is wrong with the *value* of a field called *name*, or undefined. */
export function faultOf(name: string, {schema, rule}: Field, value: unknown): Fault | undefined {
  return v.is(schema, value) ? undefined : {field: name, value, rule};
}

function readNumber(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? undefined : value;
}

/** Returns what a link's *text* means for what is true or false; undefined if it means neither. */
export function readFlag(text: string): boolean | undefined {
  return text === "1" || text === "true" ? true : text === "0" || text === "false" ? false : undefined;
}
