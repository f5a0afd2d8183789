import {type BenchConfig, stepFlops} from "./benchConfigs.js";
import type {BenchResult} from "./benchmark.js";
import {median} from "./median.js";

const columns = [
  "implementation",
  "ms a step",
  "least–most",
  "images/s",
  "ratio",
  "first ms",
  "JS ms",
  "dispatches",
  "submits",
  "KB sent",
  "MB on GPU",
  "GFLOP/s",
  "losses"
];

/**
 * Returns the *results* of one *config* as a table for people. A ratio says how many times as fast as the first
 * implementation on the same backend: the median over rounds, so that it is fair where the machine is not.
 */
export function resultTable(config: BenchConfig, results: readonly BenchResult[]): string {
  const measured = results.filter(({steps}) => steps.length > 0);
  const failed = results.filter(({error}) => error !== undefined);
  const rows = measured.map((result) => row(config, result, opponentOf(result, measured)));
  const title = `${config.name}  (${config.network}, batch ${config.batch})`;
  return [
    title,
    ...(rows.length > 0 ? aligned([columns, ...rows]) : []),
    ...failed.map(({implementation, backend, error}) => `${implementation} on ${backend} failed: ${error}`)
  ].join("\n");
}

/** Returns how many times as fast as its *opponent* a result is. */
export function ratio(result: BenchResult, opponent: BenchResult): number {
  const rounds = Math.min(result.steps.length, opponent.steps.length);
  return median(Array.from({length: rounds}, (_, i) => opponent.steps[i].ms / result.steps[i].ms));
}

/** Returns how much longer a step of *config* takes than one of what it is measured against, a line for each entrant. */
export function comparison({name, against}: BenchConfig, results: readonly BenchResult[]): string {
  const of = (config: string) =>
    results.filter((result) => result.config === config && result.steps.length > 0);
  const lines = of(name).flatMap((result) => {
    const other = of(against!.name).find(
      ({implementation, backend}) => implementation === result.implementation && backend === result.backend
    );
    if (!other) return [];
    const times = number(ratio(other, result));
    return [
      `${result.implementation} (${result.backend}): a step of ${name} takes ${times} times one of ${against!.name}`
    ];
  });
  return lines.join("\n");
}

/** Returns how many times as fast a plan is as by the exact build of the kernels; nothing where not both are among *results*. */
export function buildComparison(results: readonly BenchResult[]): string | undefined {
  const of = (name: string) =>
    results.find(
      ({implementation, backend, steps}) => implementation === name && backend === "wasm" && steps.length > 0
    );
  const [plan, exact] = [of("plan"), of("plan-exact")];
  if (!plan || !exact) return;
  return `plan (wasm, one thread): ${number(ratio(plan, exact))} times as fast as by the exact build`;
}

/** The first result on the same backend; where it is the only one there, the first of all. */
export function opponentOf(result: BenchResult, results: readonly BenchResult[]): BenchResult {
  const same = results.filter(({backend}) => backend === result.backend);
  return result.backend === "pytorch" || same.length === 1 ? results[0] : same[0];
}

function row(config: BenchConfig, result: BenchResult, opponent: BenchResult): string[] {
  const {implementation, backend, steps, first, createMs, counts} = result;
  const ms = steps.map((step) => step.ms);
  const last = steps.at(-1)!;
  const {
    dispatches = last.dispatches,
    submits = last.submits,
    sentBytes = last.writeBytes + last.mappedBytes,
    peakBytes = last.peakBytes
  } = counts;
  const seconds = median(ms) / 1000;
  return [
    `${implementation} (${backend})`,
    number(median(ms)),
    `${number(Math.min(...ms))}–${number(Math.max(...ms))}`,
    number(config.batch / seconds),
    number(ratio(result, opponent)),
    number(createMs! + first!.ms),
    backend === "pytorch" ? "" : number(median(steps.map(({javaScriptMs}) => javaScriptMs))),
    orNothing(dispatches),
    orNothing(submits),
    orNothing(sentBytes / 1000),
    orNothing(peakBytes / 1e6),
    number(stepFlops(config) / seconds / 1e9),
    [first!, ...steps]
      .slice(0, 3)
      .map(({loss}) => loss.toFixed(5))
      .join(" ")
  ];
}

/** Three digits, or all of a larger number. */
function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}

function orNothing(value: number): string {
  return value === 0 ? "" : value >= 1 ? Math.round(value).toLocaleString("en") : number(value);
}

/** The first column to the left, numbers to the right. */
function aligned(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ")
  );
}
