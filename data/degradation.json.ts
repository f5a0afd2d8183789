import {readdirSync, readFileSync} from "node:fs";
import {type ErrorRow, meanRows} from "../components/charts/errorRows.js";
import {fourNetworks} from "../components/training/fourNetworks.js";
import {type RunFile, toPoints, toRunFile} from "../components/training/runFile.js";

// The recorded runs of the four networks on Shapes-10 (made by `npm run record -- data/specs/degradation.json --seeds
// 1,2,3`), each network's seeds averaged, as rows of the error chart with what is to be said of them.

const folder = new URL("./runs/", import.meta.url);

function load() {
  const runs = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => toRunFile(JSON.parse(readFileSync(new URL(name, folder), "utf8"))))
    .filter(({spec}) => spec.dataset.name === "shapes" && fourNetworks.includes(spec.network.name));
  const missing = fourNetworks.filter((net) => !runs.some(({spec}) => spec.network.name === net));
  if (missing.length > 0) throw new Error(`no recorded run of ${missing.join(", ")} in data/runs`);
  return {
    rows: fourNetworks.flatMap((net) => rowsOf(net, runs)),
    caption: captionOf(runs),
    spec: runs[0].spec
  };
}

/** Every fourth step: more cannot be told apart in the chart. */
function rowsOf(net: string, runs: RunFile[]): ErrorRow[] {
  const points = runs.filter(({spec}) => spec.network.name === net).map(({curves}) => toPoints(curves));
  const rounded = (error: number) => Number(error.toFixed(4));
  return meanRows(points, {run: "recorded run", net})
    .filter(({split, step}) => split === "test" || step % 4 === 0)
    .map((row) => ({...row, error: rounded(row.error), low: rounded(row.low!), high: rounded(row.high!)}));
}

function captionOf(runs: RunFile[]): string {
  const seeds = new Set(runs.map(({spec}) => spec.seed)).size;
  const [{backend, device, date}] = runs;
  const day = new Date(date).toLocaleDateString("en", {day: "numeric", month: "long", year: "numeric"});
  return `recorded: mean of ${seeds} seeds, ${backend} on ${device.split("; ").at(-1)}, ${day}`;
}

process.stdout.write(JSON.stringify(load()));
