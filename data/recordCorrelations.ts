import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {loadDataset} from "../components/dataset/datasets.js";
import type {BackendInfo} from "../components/experiment/backend.js";
import type {GradientCorrelation} from "../components/protocol/analyses.js";
import {createEngine} from "../components/worker/engine.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

// npm run record:correlations. Measures how alike the gradients of the networks in data/specs/labs/correlations.json are
// at two inputs, with the engine that the pages use, once a seed, and writes all of it to one file.

const seeds = [1, 2, 3];
const out = "data/runs/labs/correlations.json";

const specs = readSpecs("data/specs/labs/correlations.json");
const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const engine = createEngine({emit() {}, nextTask, dataset: loadDataset});
const networks: {spec: (typeof specs)[number]; runs: GradientCorrelation[][]}[] = [];
let place: BackendInfo | undefined;
for (const spec of specs) {
  const runs: GradientCorrelation[][] = [];
  for (const seed of seeds) {
    const found = await engine.analyse({
      analysis: "gradientCorrelations",
      spec: {...spec, seed},
      backend: "wasm"
    });
    place = found.place;
    runs.push(found.rows.map(({distance, correlation}) => ({distance, correlation: rounded(correlation)})));
  }
  networks.push({spec, runs});
  console.log(`${spec.network.name}: ${runs.length} seeds`);
}
const device = deviceText(place!.device);
mkdirSync(dirname(out), {recursive: true});
writeFileSync(
  out,
  `${JSON.stringify({backend: place!.backend, device, date: new Date().toISOString(), seeds, networks})}\n`
);

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
