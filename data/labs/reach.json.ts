import {readFileSync} from "node:fs";
import {netReach, reachRows} from "../../components/charts/reach.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {ReachPoint} from "../../components/protocol/analyses.js";
import {captionOf} from "../recordedRuns.js";

// Made by `npm run record:reach`. Means over seeds and directions, with the lowest and the highest.

interface File {
  backend: "wasm";
  device: string;
  date: string;
  seeds: number[];
  networks: {spec: RunSpec; runs: ReachPoint[][]}[];
}

const {networks, seeds, ...place} = JSON.parse(
  readFileSync(new URL("../runs/labs/reach.json", import.meta.url), "utf8")
) as File;
const rounded = (value: number) => Number(value.toPrecision(4));
const rows = networks.flatMap(({spec, runs}) =>
  reachRows(spec.network.name, runs).map((row) => ({...row, cosine: rounded(row.cosine)}))
);
const reaches = networks.map(({spec, runs}) => {
  const {distance, low, high, ...reach} = netReach(spec.network.name, runs);
  return {...reach, distance: rounded(distance), low: rounded(low), high: rounded(high)};
});
const caption = captionOf(seeds.map((seed) => ({...place, spec: {...networks[0].spec, seed}})));
process.stdout.write(JSON.stringify({rows, reaches, caption}));
