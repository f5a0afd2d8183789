import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {loadDataset} from "../components/dataset/datasets.js";
import {createEngine} from "../components/worker/engine.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

// npm run record:times -- SPEC.json OUT.json. Times training steps of all networks in SPEC.json, in turns, with the engine
// that the pages use. Nothing else may run on the machine.

const [file, out] = process.argv.slice(2);
if (!out) throw new Error("npm run record:times -- SPEC.json OUT.json");

const specs = readSpecs(file);
const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const engine = createEngine({emit() {}, nextTask, dataset: loadDataset});
const {place, rows} = await engine.analyse({analysis: "stepTimes", specs, backend: "wasm"});
const times = rows.map(({ms}, i) => ({spec: specs[i], ms: Number(ms.toPrecision(3))}));
for (const {spec, ms} of times) console.log(`${spec.network.name} ${spec.network.survival ?? ""}: ${ms} ms`);
mkdirSync(dirname(out), {recursive: true});
writeFileSync(
  out,
  `${JSON.stringify({backend: place.backend, device: deviceText(place.device), date: new Date().toISOString(), times})}\n`
);
