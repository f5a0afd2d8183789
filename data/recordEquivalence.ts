import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import type {BackendInfo} from "../components/experiment/backend.js";
import {equalCostGroupWidth} from "../components/network/zoo/equalCostGroupWidth.js";
import {createEngine} from "../components/worker/engine.js";
import {deviceText} from "./recordSpecs.js";

// npm run record:equivalence. Compares the three forms of the blocks in Xie et al. 2017, Table 2, with the engine that the
// pages use, and writes all of it to one file. Nothing else may run on the machine.

const out = "data/runs/labs/equivalence.json";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const engine = createEngine({emit() {}, nextTask});
const blocks: object[] = [];
let place: BackendInfo | undefined;
for (const cardinality of [1, 2, 4, 8, 32]) {
  const groupWidth = equalCostGroupWidth(64, cardinality);
  const found = await engine.analyse({analysis: "equivalence", cardinality, groupWidth, backend: "wasm"});
  place = found.place;
  const rows = found.rows.map(({outputDifference, gradientDifference, ms, ...row}) => ({
    ...row,
    outputDifference: short(outputDifference),
    gradientDifference: short(gradientDifference),
    ms: short(ms)
  }));
  blocks.push({cardinality, groupWidth, rows});
  console.log(`${cardinality}×${groupWidth}d: ${rows.map(({ms}) => `${ms} ms`).join(", ")}`);
}
const {backend, device} = place!;
mkdirSync(dirname(out), {recursive: true});
writeFileSync(
  out,
  `${JSON.stringify({backend, device: deviceText(device), date: new Date().toISOString(), blocks})}\n`
);

function short(value: number): number {
  return Number(value.toPrecision(3));
}
