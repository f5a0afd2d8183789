import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {loadDataset} from "../components/dataset/datasets.js";
import type {BackendInfo} from "../components/experiment/backend.js";
import type {ReachPoint} from "../components/protocol/analyses.js";
import {createEngine} from "../components/worker/engine.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

// npm run record:reach. Measures how far the first gradient of the networks in data/specs/labs/reach.json can be trusted,
// with the engine that the pages use, once a seed, and writes all of it to one file.

const seeds = [1, 2, 3];
const directions = 2;
const out = "data/runs/labs/reach.json";

const specs = readSpecs("data/specs/labs/reach.json");
const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const engine = createEngine({emit() {}, nextTask, dataset: loadDataset});
const networks: {spec: (typeof specs)[number]; runs: ReachPoint[][]}[] = [];
let place: BackendInfo | undefined;
for (const spec of specs) {
  const runs: ReachPoint[][] = [];
  for (const seed of seeds) {
    const found = await engine.analyse({
      ...{analysis: "gradientReach", spec: {...spec, seed}, directions},
      backend: "wasm"
    });
    place = found.place;
    runs.push(found.rows.map((row) => ({...row, cosine: Number(row.cosine.toFixed(4))})));
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
