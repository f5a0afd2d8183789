import {readdirSync, readFileSync} from "node:fs";
import {type ErrorRow, meanRows} from "../components/charts/errorRows.js";
import {type RunFile, toPoints, toRunFile} from "../components/experiment/runFile.js";

/** Returns the run files in a *folder* beside this file, each checked. */
export function readRuns(folder: string): RunFile[] {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => toRunFile(JSON.parse(readFileSync(new URL(name, url), "utf8"))));
}

/** Returns the runs of *nets*, each network's seeds averaged, as rows of the error chart. Throws if a network has none. */
export function rowsOf(
  runs: readonly RunFile[],
  nets: readonly string[],
  {stride}: {stride: number}
): ErrorRow[] {
  const missing = nets.filter((net) => !runs.some(({spec}) => spec.network.name === net));
  if (missing.length > 0) throw new Error(`no recorded run of ${missing.join(", ")} in data/runs`);
  return nets.flatMap((net) => {
    const points = runs.filter(({spec}) => spec.network.name === net).map(({curves}) => toPoints(curves));
    return meanRows(points, {run: "recorded run", net})
      .filter(({split, step}) => split === "test" || step % stride === 0)
      .map((row) => ({...row, error: rounded(row.error), low: rounded(row.low!), high: rounded(row.high!)}));
  });
}

/** Where and when something was recorded. */
export type RecordedPlace = Pick<RunFile, "backend" | "device" | "date">;

/** Returns where and when *runs* were recorded: `recorded: mean of 3 seeds, wasm on …, November 22, 2026`. */
export function captionOf(runs: readonly (Pick<RunFile, "spec"> & RecordedPlace)[]): string {
  const seeds = new Set(runs.map(({spec}) => spec.seed)).size;
  return placeCaption(runs[0], seeds === 1 ? "one seed, " : `mean of ${seeds} seeds, `);
}

/** Returns where and when something was recorded, after *what* was: `recorded: wasm on …, November 22, 2026`. */
export function placeCaption({backend, device, date}: RecordedPlace, what = ""): string {
  const day = new Date(date).toLocaleDateString("en", {day: "numeric", month: "long", year: "numeric"});
  return `recorded: ${what}${backend} on ${device.split("; ").at(-1)}, ${day}`;
}

function rounded(error: number): number {
  return Number(error.toFixed(4));
}
