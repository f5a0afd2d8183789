import {sort} from "d3-array";
import {dsvFormat} from "d3-dsv";
import type {Split} from "../charts/scales.js";
import type {Fault} from "../fields/fault.js";
import {type CollectedRun, type CurvePoint, thinned} from "./collectedRun.js";
import {pointColumns, rowPoint, type RowRun, rowRun, runColumns} from "./curveRow.js";
import {fileFault} from "./fileFault.js";
import type {ReadResults} from "./readRunFiles.js";

/** Columns that a CSV of curves must have, as the download of a figure does. */
const needed = ["run", "network", ...pointColumns];

/** Whose curves a figure downloads that its reader has not trained. */
const recordedRun = "recorded run";

/** Faults after which a table is not read to its end. */
const mostFaults = 100;

/** The rows of one run: errors by their steps. */
interface RunRows {
  run: RowRun;
  errors: Record<Split, Map<number, number>>;
}

/** Returns whether *text* begins as a CSV of curves: with the names of its columns. */
export function isCurvesCsv(text: string): boolean {
  const line = firstLine(text);
  if (line.length > 1000) return false;
  const names = line.split(delimiterOf(text)).map((cell) => cell.trim().replace(/^"|"$/g, ""));
  return needed.every((name) => names.includes(name));
}

/**
 * Returns the runs in a CSV of curves. It may have been through a spreadsheet, which puts tabs or semicolons between
 * columns. Of a table with a fault nothing is taken.
 */
export function readCurvesCsv(text: string, file: string): ReadResults {
  const [head, ...lines] = dsvFormat(delimiterOf(text)).parseRows(text.trim());
  const {runs, faults} = readRows(
    head.map((cell) => cell.trim()),
    lines
  );
  if (faults.length > 0) return {runs: [], faults: [fileFault(file, faults)], recorded: 0};
  const own = runs.filter(({run}) => run.run !== recordedRun);
  const recorded = runs.length - own.length;
  const nothing = own.length > 0 ? [] : [recorded > 0 ? onlyRecorded : "it has no rows"];
  return {
    runs: own.map((of) => toRun(of, file)),
    faults: nothing.map((fault) => fileFault(file, [fault])),
    recorded
  };
}

const onlyRecorded =
  "it has the course's recorded runs only; a run must be trained before it can be downloaded";

function firstLine(text: string): string {
  return text.trimStart().split(/\r?\n|\r/, 1)[0];
}

function delimiterOf(text: string): string {
  const line = firstLine(text);
  return ["\t", ";"].find((delimiter) => line.includes(delimiter)) ?? ",";
}

/** The rows by their runs; what says whose a row is, is looked at once a run. */
function readRows(head: readonly string[], lines: readonly (readonly string[])[]) {
  const columns = new Map(
    [...runColumns, ...pointColumns].map((name) => [name as string, head.indexOf(name)])
  );
  const known = new Map<string, RunRows>();
  const faults: (string | Fault)[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.every((cell) => cell.trim() === "")) continue;
    if (faults.length >= mostFaults)
      return {runs: [], faults: [...faults.slice(0, 3), `${mostFaults} faults or more`]};
    const cell = (name: string) => line[columns.get(name)!]?.trim() ?? "";
    const key = JSON.stringify(runColumns.map(cell));
    const [run, point] = [known.get(key)?.run ?? rowRun(cell), rowPoint(cell)];
    const wrong = [run, point].flatMap((found) => (Array.isArray(found) ? found : []));
    faults.push(...wrong.map((fault) => ({...fault, field: `${fault.field} in row ${i + 2}`})));
    if (Array.isArray(run) || Array.isArray(point)) continue;
    const rows = known.get(key) ?? {run, errors: {training: new Map(), test: new Map()}};
    known.set(key, rows);
    const {split, step, error} = point;
    if (rows.errors[split].has(step)) faults.push(twice(split, step));
    rows.errors[split].set(step, error);
  }
  return {runs: [...known.values()], faults};
}

/** It cannot be told which is meant. */
function twice(split: Split, step: number): string {
  return `two ${split} errors of one run at step ${step}; runs of one name must be in files of their own`;
}

function toRun({run: {file, run, network, seed, settings}, errors}: RunRows, name: string): CollectedRun {
  const of = (split: Split): CurvePoint[] => thinned(sort(errors[split], ([step]) => step));
  return {
    ...{file: file ?? name, run, net: network},
    ...(seed !== undefined && {seed}),
    ...(settings !== undefined && {settings}),
    diverged: false,
    curves: {training: of("training"), test: of("test")}
  };
}
