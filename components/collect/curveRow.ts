import type {Split} from "../charts/scales.js";
import {fields} from "../experiment/fields.js";
import {type Fault} from "../fields/fault.js";
import {faultOf, type Field} from "../fields/field.js";
import {unseen} from "../fields/unseen.js";

/** Returns the cell of a row in a column, without the white around it; nothing where there is no such column. */
export type Cell<Name extends string> = (name: Name) => string;

/** What says whose curve a row is of: the columns that it must have, and those that it may have. */
export const runColumns = ["run", "network", "file", "seed", "settings"] as const;

/** What says where its point is. */
export const pointColumns = ["split", "step", "error"] as const;

/** Whose curve a row is of. */
export interface RowRun {
  run: string;
  network: string;
  file?: string;
  seed?: number;
  settings?: string;
}

/** A point of a curve. */
export interface RowPoint {
  split: Split;
  step: number;
  /** A fraction. */
  error: number;
}

/** Characters of a name. */
const mostCharacters = {run: 100, network: 100, file: 300, settings: 300};

const {steps: stepField, seed: seedField} = fields.training as unknown as Record<string, Field>;

/** Returns whose curve a row is of, or what is wrong with that. A run's seed is in a column, or its name ends in it. */
export function rowRun(cell: Cell<(typeof runColumns)[number]>): RowRun | Fault[] {
  const [run, network, file, seed, settings] = runColumns.map(cell);
  const faults = [
    ...(["run", "network"] as const).flatMap((name) => nameFaults(name, cell(name))),
    ...(["file", "settings"] as const).flatMap((name) =>
      cell(name) === "" ? [] : nameFaults(name, cell(name))
    ),
    ...(seed === "" ? [] : numberFaults("seed", seed, seedField))
  ];
  if (faults.length > 0) return faults;
  const told = Number(seed || (/\bseed (\d{1,10})$/.exec(run)?.[1] ?? NaN));
  return {
    ...{run, network},
    ...(file !== "" && {file}),
    ...(!faultOf("seed", seedField, told) && {seed: told}),
    ...(settings !== "" && {settings})
  };
}

/** Returns where a row's point is, or what is wrong with it. */
export function rowPoint(cell: Cell<(typeof pointColumns)[number]>): RowPoint | Fault[] {
  const [split, step, error] = pointColumns.map(cell);
  const fraction = numberIn(error);
  const faults: Fault[] = [
    ...(isSplit(split)
      ? []
      : [{field: "split", value: split, rule: {is: "choice", choices: splits}} as const]),
    ...numberFaults("step", step, stepField),
    ...(fraction !== undefined && fraction >= 0 && fraction <= 1
      ? []
      : [{field: "error", value: error, rule: {is: "number", least: 0, most: 1}} as const])
  ];
  return faults.length > 0 ? faults : {split: split as Split, step: Number(step), error: fraction!};
}

const splits: readonly Split[] = ["training", "test"];

function isSplit(text: string): text is Split {
  return (splits as readonly string[]).includes(text);
}

function nameFaults(name: keyof typeof mostCharacters, value: string): Fault[] {
  const most = mostCharacters[name];
  return value !== "" && value.length <= most && !unseen.test(value)
    ? []
    : [{field: name, value, rule: {is: "name", most}}];
}

function numberFaults(name: string, value: string, field: Field): Fault[] {
  return faultOf(name, field, numberIn(value)) ? [{field: name, value, rule: field.rule}] : [];
}

/** A number as a program writes it; undefined for anything else, such as 0x10. */
function numberIn(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
