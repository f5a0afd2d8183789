import {readFileSync} from "node:fs";
import {extent, mean} from "d3-array";
import type {CorrelationRow} from "../../components/charts/correlationChart.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import {captionOf} from "../recordedRuns.js";

// Made by `npm run record:correlations`. Means over the seeds, with the lowest and the highest.

interface File {
  backend: "wasm";
  device: string;
  date: string;
  seeds: number[];
  networks: {spec: RunSpec; runs: {distance: number; correlation: number}[][]}[];
}

const {networks, seeds, ...place} = JSON.parse(
  readFileSync(new URL("../runs/labs/correlations.json", import.meta.url), "utf8")
) as File;
const rows = networks.flatMap(({spec, runs}): CorrelationRow[] =>
  runs[0].map(({distance}, i) => {
    const values = runs.map((run) => run[i].correlation);
    const [low, high] = extent(values);
    return {
      net: spec.network.name,
      distance,
      correlation: Number(mean(values)!.toFixed(4)),
      low,
      high
    };
  })
);
const caption = captionOf(seeds.map((seed) => ({...place, spec: {...networks[0].spec, seed}})));
process.stdout.write(JSON.stringify({rows, caption, specs: networks.map(({spec}) => spec)}));
