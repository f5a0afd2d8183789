import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {loadDataset} from "../components/dataset/datasets.js";
import {cifar10FromEnvironment} from "../components/dataset/nodeCifar.js";
import {type BackendInfo, type BackendName, backendNames} from "../components/experiment/backend.js";
import {type RunSpec, toNetwork} from "../components/experiment/runSpec.js";
import {someOf} from "../components/labs/someOf.js";
import {firstState} from "../components/model/initialise.js";
import {blockShapes} from "../components/network/blockShapes.js";
import {parameters} from "../components/network/parameters.js";
import type {AnalysisRequest, PathGradient} from "../components/protocol/analyses.js";
import type {TrainerEvent} from "../components/protocol/messages.js";
import {toStateValues} from "../components/stores/stateValues.js";
import {createEngine} from "../components/worker/engine.js";
import {openDawn} from "../scripts/dawn.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

const usage = `npm run record:lesions -- SPEC.json [--seeds 1,2,3] [--samples 20] [--repeats 20] [--images 2048]
    [--backend wasm] [--out data/runs/paths] [--weights]

Trains what SPEC.json asks for (a run spec, or a list of them), once a seed, one after the other, with the engine that the
pages use; then deletes blocks, one by one, at random and all, by running statistics and by each batch's, shuffles them, and,
in a network with shortcuts, measures the gradient of single paths of every length, as trained and with the first weights.
Writes one file a network and seed; with --weights, beside those of the first seed one of the
trained network itself, as 32-bit numbers. For CIFAR-10, set CIFAR10 to the path of cifar-10-binary.tar.gz.`;

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      seeds: {type: "string"},
      samples: {type: "string", default: "20"},
      repeats: {type: "string", default: "20"},
      images: {type: "string", default: "2048"},
      backend: {type: "string", default: "wasm"},
      out: {type: "string", default: "data/runs/paths"},
      weights: {type: "boolean", default: false},
      help: {type: "boolean"}
    }
  });
  if (values.help) return console.log(usage);
  if (positionals.length !== 1) throw new Error(usage);
  const [samples, repeats, images] = [values.samples, values.repeats, values.images].map(Number);
  const backend = values.backend as BackendName;
  if (!backendNames.includes(backend))
    throw new Error(`invalid backend: ${backend}; it must be one of ${backendNames.join(", ")}`);
  if (backend.startsWith("webgpu")) openDawn();
  mkdirSync(values.out, {recursive: true});
  const specs = readSpecs(positionals[0], values.seeds);
  for (const spec of specs) {
    const path = join(values.out, fileName(spec));
    const {record, state} = await recordOf(spec, {samples, repeats, images, backend});
    writeFileSync(`${path}.json`, `${JSON.stringify(record)}\n`);
    const {expression, input} = toNetwork(spec);
    if (values.weights && spec.seed === specs[0].seed)
      writeFileSync(`${path}.bin`, toStateValues(state, parameters(expression, input)));
    console.log(`wrote ${path}.json`);
  }
}

/** Trains and takes apart one network; its *state* is as it was trained. */
async function recordOf(
  spec: RunSpec,
  {
    samples,
    repeats,
    images,
    backend
  }: Record<"samples" | "repeats" | "images", number> & {backend: BackendName}
) {
  const events: TrainerEvent[] = [];
  const engine = createEngine({
    emit: (event) => void events.push(event),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    dataset: (choice) => loadDataset(choice, {cifar10: cifar10FromEnvironment})
  });
  console.log(`${spec.network.name}, seed ${spec.seed}: training`);
  await engine.start({type: "start", runs: [{runId: "run", spec}], backend, states: true});
  const trained = events.find((event) => event.type === "state");
  if (!trained) throw new Error(`${spec.network.name}, seed ${spec.seed}: ${faultOf(events)}`);
  const place = events.find((event) => event.type === "ready") as BackendInfo;
  const {expression, input} = toNetwork(spec);
  const blocks = blockShapes(expression, input);
  const counts = someOf(blocks.length);
  const from = {spec, state: trained.state, backend: place.backend};
  const found = <Request extends AnalysisRequest>(request: Request) => {
    console.log(`${spec.network.name}, seed ${spec.seed}: ${request.analysis}`);
    return engine.analyse(request);
  };
  const deleted = {images, each: true, counts, repeats, all: true};
  const lesions = await found({analysis: "lesions", ...from, ...deleted});
  const byBatch = await found({analysis: "lesions", ...from, ...deleted, statistics: "batch"});
  const shuffles = await found({analysis: "shuffles", ...from, images, swaps: [0, ...counts], repeats});
  const residual = blocks.some(({shortcut}) => shortcut);
  const paths = residual ? await found({analysis: "pathGradients", ...from, samples}) : undefined;
  // From a head of 0 nothing comes back before the first step.
  const state = firstState(parameters(expression, input), spec.seed, {...spec, headInit: "he"});
  const first = residual ? await found({analysis: "pathGradients", ...from, state, samples}) : undefined;
  const record = {
    spec,
    backend: place.backend,
    executor: lesions.executor,
    device: deviceText(place.device),
    date: new Date().toISOString(),
    images,
    /** Blocks with what is left of each when it is deleted. */
    blocks: blocks.map(({name, remains, shortcut}) => ({name, remains, residual: shortcut !== undefined})),
    lesions: lesions.rows.map(rounded),
    /** The same, by each batch's statistics. */
    lesionsByBatch: byBatch.rows.map(rounded),
    shuffles: shuffles.rows.map(({order: _, ...row}) => rounded(row)),
    ...(paths && {pathGradients: paths.rows.map(shortNorm)}),
    /** With the first weights, He's in the head too. */
    ...(first && {firstPathGradients: first.rows.map(shortNorm)})
  };
  return {record, state: trained.state};
}

function rounded<Row extends {lossNats: number; error: number}>(row: Row): Row {
  return {...row, lossNats: Number(row.lossNats.toFixed(4)), error: Number(row.error.toFixed(6))};
}

function shortNorm({length, norm}: PathGradient): PathGradient {
  return {length, norm: Number(norm.toPrecision(3))};
}

function faultOf(events: readonly TrainerEvent[]): string {
  for (const event of events) {
    if (event.type === "failed" || event.type === "error") return event.message;
    if (event.type === "diverged") return `it diverged at step ${event.step}`;
  }
  return "it was not trained";
}

/** `cifar-resnet-56-shapes-16-seed-1`, with the survival of stochastic depth if there is one. */
function fileName({network: {name, survival}, dataset, seed}: RunSpec): string {
  const depth = survival === undefined ? "" : `-survival-${survival}`;
  return `${name}${depth}-${dataset.name}-${dataset.size}-seed-${seed}`;
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit(); // Dawn would keep the process alive
