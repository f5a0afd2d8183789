import {groups, sort} from "d3-array";
import {dsvFormat} from "d3-dsv";
import type {Split} from "../charts/scales.js";
import {fields} from "../experiment/fields.js";
import {type Fault} from "../fields/fault.js";
import {type Field, faultOf} from "../fields/field.js";
import {unseen} from "../fields/unseen.js";
import {type CollectedRun, type CurvePoint, thinned} from "./collectedRun.js";
import {fileFault} from "./fileFault.js";
import type {ReadResults} from "./readRunFiles.js";

/** Columns that a CSV of curves must have, as the download of a figure does. */
const needed = ["run", "network", "split", "step", "error"] as const;

/** Columns that it may have, as the download of a class's results does. */
const possible = ["file", "seed", "settings"] as const;

type Column = (typeof needed)[number] | (typeof possible)[number];

/** A line of the table, checked. */
interface Row {
  file?: string;
  run: string;
  network: string;
  split: Split;
  step: number;
  error: number;
  seed?: number;
  settings?: string;
}

/** Whose curves a figure downloads that its reader has not trained. */
const recordedRun = "recorded run";

/** Characters of a run's, a network's or the settings' name. */
const mostCharacters = {file: 300, run: 100, network: 100, settings: 300};

const {steps: stepField, seed: seedField} = fields.training as unknown as Record<string, Field>;

/** Returns whether *text* begins as a CSV of curves: with the names of its columns. */
export function isCurvesCsv(text: string): boolean {
  return needed.every((name) => headOf(text).includes(name));
}

/**
 * Returns the runs in a CSV of curves. It may have been through a spreadsheet, which puts tabs or semicolons between
 * columns. A run's seed is in a column, or its name ends in it. Of a table with a fault nothing is taken.
 */
export function readCurvesCsv(text: string, file: string): ReadResults {
  const [head, ...lines] = dsvFormat(delimiterOf(text)).parseRows(text.trim());
  const columns = new Map([...needed, ...possible].map((name) => [name, head.map(trimmed).indexOf(name)]));
  const faults: Fault[] = [];
  const rows = lines.flatMap((line, i): Row[] => {
    if (line.every((cell) => cell.trim() === "")) return [];
    const row = (name: Column) => line[columns.get(name)!]?.trim() ?? "";
    const found = faultsOfRow(row).map((fault) => ({...fault, field: `${fault.field} in row ${i + 2}`}));
    faults.push(...found);
    return found.length > 0 ? [] : [toRow(row)];
  });
  if (faults.length > 0) return {runs: [], faults: [fileFault(file, faults)], recorded: 0};
  const curves = groups(rows, ({file, run, network, seed, settings}) =>
    JSON.stringify([file, run, network, seed, settings])
  );
  const [recorded, own] = [true, false].map((is) =>
    curves.filter(([, [{run}]]) => (run === recordedRun) === is).map(([, of]) => of)
  );
  const twice = own.flatMap(repeatedPoint);
  if (twice.length > 0) return {runs: [], faults: [fileFault(file, twice)], recorded: 0};
  const nothing = own.length > 0 ? [] : [recorded.length > 0 ? onlyRecorded : "it has no rows"];
  return {
    runs: own.map((of) => toRun(of, file)),
    faults: nothing.map((fault) => fileFault(file, [fault])),
    recorded: recorded.length
  };
}

const onlyRecorded =
  "it has the course's recorded runs only; a run must be trained before it can be downloaded";

const trimmed = (cell: string) => cell.trim();

function headOf(text: string): string[] {
  const [line] = text.trimStart().split(/\r?\n|\r/, 1);
  return line.length > 1000
    ? []
    : line.split(delimiterOf(line)).map((cell) => cell.trim().replace(/^"|"$/g, ""));
}

function delimiterOf(text: string): string {
  const [line] = text.trimStart().split(/\r?\n|\r/, 1);
  return ["\t", ";"].find((delimiter) => line.includes(delimiter)) ?? ",";
}

function faultsOfRow(cell: (name: Column) => string): Fault[] {
  const [split, error] = [cell("split"), numberIn(cell("error"))];
  const isSplit = split === "training" || split === "test";
  const isError = error !== undefined && error >= 0 && error <= 1;
  return [
    ...(["run", "network"] as const).flatMap((name) => nameFaults(cell, name)),
    ...(["file", "settings"] as const).flatMap((name) => (cell(name) === "" ? [] : nameFaults(cell, name))),
    ...(isSplit
      ? []
      : [{field: "split", value: split, rule: {is: "choice", choices: ["training", "test"]}} as const]),
    ...numberFaults(cell, "step", stepField),
    ...(cell("seed") === "" ? [] : numberFaults(cell, "seed", seedField)),
    ...(isError
      ? []
      : [{field: "error", value: cell("error"), rule: {is: "number", least: 0, most: 1}} as const])
  ];
}

function numberFaults(cell: (name: Column) => string, name: Column, field: Field): Fault[] {
  return faultOf(name, field, numberIn(cell(name)))
    ? [{field: name, value: cell(name), rule: field.rule}]
    : [];
}

function nameFaults(cell: (name: Column) => string, name: keyof typeof mostCharacters): Fault[] {
  const value = cell(name);
  const most = mostCharacters[name];
  return value !== "" && value.length <= most && !unseen.test(value)
    ? []
    : [{field: name, value, rule: {is: "name", most}}];
}

/** A number as a program writes it; undefined for anything else, such as 0x10. */
function numberIn(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function toRow(cell: (name: Column) => string): Row {
  const [run, file, settings] = [cell("run"), cell("file"), cell("settings")];
  const seed = cell("seed") || /\bseed (\d{1,10})$/.exec(run)?.[1];
  const known = seed !== undefined && !faultOf("seed", seedField, Number(seed));
  return {
    ...{run, network: cell("network"), split: cell("split") as Split},
    ...{step: Number(cell("step")), error: Number(cell("error"))},
    ...(known && {seed: Number(seed)}),
    ...(file !== "" && {file}),
    ...(settings !== "" && {settings})
  };
}

/** A point of a curve that is there twice: it cannot be told which is meant. */
function repeatedPoint(rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  const twice = rows.find(({split, step}) => seen.size === seen.add(`${split} ${step}`).size);
  return twice
    ? [
        `two ${twice.split} errors of one run at step ${twice.step}; runs of one name must be in files of their own`
      ]
    : [];
}

function toRun(rows: readonly Row[], name: string): CollectedRun {
  const [{file = name, run, network: net, seed, settings}] = rows;
  const of = (wanted: Split) =>
    thinned(
      sort(
        rows.filter(({split}) => split === wanted),
        ({step}) => step
      )
    ).map(({step, error}): CurvePoint => [step, error]);
  return {
    ...{file, run, net},
    ...(seed !== undefined && {seed}),
    ...(settings !== undefined && {settings}),
    diverged: false,
    curves: {training: of("training"), test: of("test")}
  };
}
