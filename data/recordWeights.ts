import {mkdirSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {loadDataset} from "../components/dataset/datasets.js";
import type {ModelState} from "../components/experiment/modelState.js";
import {type WeightsName, weightsNames} from "../components/experiment/shippedWeights.js";
import {trainedFile} from "../components/weights/trainedFile.js";
import {recordRuns} from "../components/worker/recorder.js";
import {deviceText, readSpecs} from "./recordSpecs.js";
import {courseVersion} from "./trainRuns.js";

// Trains the networks whose weights come with the course, each by data/specs/weights/NAME.json, with the engine that the pages use:
// `npm run record:weights`. Writes the run to data/runs/weights/NAME.json, and the safetensors file as a module that workers load when
// they need it.

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

async function record(name: WeightsName): Promise<void> {
  const [spec] = readSpecs(path(`data/specs/weights/${name}.json`));
  let state: ModelState | undefined;
  const [run] = await recordRuns([spec], {
    backend: "wasm",
    dataset: loadDataset,
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    versions: {node: process.version, course: courseVersion()},
    states: true,
    onEvent: (event) => void (event.type === "state" && (state = event.state))
  });
  if (!state) throw new Error(`${name}: it was not trained to its end`);
  const file = await trainedFile({spec, steps: spec.steps, state}).arrayBuffer();
  const base64 = Buffer.from(file).toString("base64");
  const comment = `/** A safetensors file in base64, made by \`npm run record:weights\`; data/runs/weights/${name}.json is its run. */`;
  mkdirSync(path("data/runs/weights"), {recursive: true});
  writeFileSync(
    path(`data/runs/weights/${name}.json`),
    `${JSON.stringify({...run, device: deviceText(run.device)})}\n`
  );
  writeFileSync(
    path(`components/weights/shipped/${name}.ts`),
    `${comment}\nexport const ${name}Weights =\n  "${base64}";\n`
  );
  console.log(`${name}: ${file.byteLength} bytes, test error ${run.curves.testError.at(-1)![1]}`);
}

for (const name of weightsNames) await record(name);
process.exit();
