import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Landscape, landscapeOf, localMinima} from "../components/charts/landscape.js";
import {packed} from "../components/charts/packedLandscape.js";
import {loadDataset} from "../components/dataset/datasets.js";
import type {BackendInfo} from "../components/experiment/backend.js";
import type {ModelState} from "../components/experiment/modelState.js";
import {type RunSpec, toNetwork} from "../components/experiment/runSpec.js";
import {parameters} from "../components/network/parameters.js";
import type {LandscapeRequest} from "../components/protocol/analyses.js";
import {lineBetween, pathPlane} from "../components/worker/analysis/pathPlane.js";
import {openBackend} from "../components/worker/backend.js";
import {createTrainableModel} from "../components/worker/createTrainableModel.js";
import {createEngine} from "../components/worker/engine.js";
import {createTrainer} from "../components/worker/trainer.js";
import type {LandscapeFile} from "./landscapeFile.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

// npm run record:landscape. Measures the loss around the first weights of the networks in data/specs/labs/landscape.json, and,
// of those that are to take steps, around the trained weights, on the line and in the plane of their training. Each network
// is a file in data/runs/labs/landscape; one that is there already is left alone.

const [specsFile, folder] = ["data/specs/labs/landscape.json", "data/runs/labs/landscape"];

/** Around the first weights: how far, and how many points a side. */
const zooms = [
  {range: 1, size: 17},
  {range: 0.2, size: 21},
  {range: 0.02, size: 21},
  {range: 0.001, size: 21}
];
/** Other seeds, each with other weights, images and directions, for the range at which pits are counted. */
const [otherSeeds, counted] = [[2, 3, 4, 5], {range: 0.02, size: 21}];
/** Networks that are measured with them, and those whose training's plane is. */
const [inSeeds, inPlanes] = [/-(plain|resnet)-(20|56)$/, /-(plain-20|plain-56|resnet-56)$/];
/** Training images on the line and in the plane. */
const images = 128;
/** Steps from one kept state of a training to the next. */
const keptEvery = 10;

const engine = createEngine({
  emit() {},
  nextTask: () => new Promise((resolve) => setImmediate(resolve)),
  dataset: loadDataset
});
let place: BackendInfo;

mkdirSync(folder, {recursive: true});
for (const spec of readSpecs(specsFile)) {
  const path = join(folder, `${spec.network.name}.json`);
  if (existsSync(path)) continue;
  const file = await recorded(spec);
  writeFileSync(path, `${JSON.stringify(file)}\n`);
  console.log(`wrote ${path}`);
}

/** A spec of one step is not trained. Around the first weights the head is He's: with one of 0 the loss would be level. */
async function recorded(spec: RunSpec): Promise<LandscapeFile> {
  const begun: RunSpec = {...spec, headInit: "he"};
  const {batch: images} = spec;
  const first: LandscapeFile["first"] = [];
  for (const zoom of zooms) first.push(packed(await measured(begun, {...zoom, images}), images));
  const seeds: LandscapeFile["seeds"] = [];
  for (const seed of inSeeds.test(spec.network.name) ? otherSeeds : [])
    seeds.push({seed, ...summary(await measured({...begun, seed}, {...counted, images}))});
  const trained = spec.steps > 1 ? await afterTraining(spec) : undefined;
  const {backend, device} = place;
  return {spec, backend, device: deviceText(device), date: new Date().toISOString(), first, seeds, trained};
}

async function afterTraining(spec: RunSpec): Promise<LandscapeFile["trained"]> {
  const states = await trainedStates(spec);
  const {expression, input} = toNetwork(spec);
  const names = parameters(expression, input).flatMap(({name, trainable}) => (trainable ? [name] : []));
  const [start, end] = [states[0], states[states.length - 1]];
  const whole = (state: ModelState) => ({...end, ...state}); // running statistics are not used
  const around = await measured(spec, {state: end, range: 1});
  const running = summary(await measured(spec, {state: end, range: 1, size: 5, statistics: "running"}));
  const line = lineBetween(start, end, names);
  const along = {directions: line.directions, range: 1.25, size: 81, images};
  return {
    around: packed(around, 256),
    running: [running.lowest, running.highest],
    line: packed(await measured(spec, {state: whole(line.center), ...along}), images),
    ...(inPlanes.test(spec.network.name) && {plane: await inPlane(spec, states.map(whole), names)})
  };
}

async function inPlane(spec: RunSpec, states: readonly ModelState[], names: readonly string[]) {
  const {center, directions, shares, path} = pathPlane(states, names);
  const state = {...states[0], ...center};
  const [first, second] = shares.map((share) => Number(share.toFixed(4)));
  return {
    ...packed(await measured(spec, {state, directions, range: 1, images}), images),
    shares: [first, second] as [number, number],
    path: path.map(([x, y]): [number, number] => [Number(x.toFixed(3)), Number(y.toFixed(3))]),
    every: keptEvery
  };
}

/** Trains a network, and returns its states from the first to the last. */
async function trainedStates(spec: RunSpec): Promise<ModelState[]> {
  const {plans} = await openBackend({only: "wasm", lazy: true});
  const {model} = await createTrainableModel(spec, {plans});
  const trainer = createTrainer(spec, await loadDataset(spec.dataset), model);
  const states = [await trainer.state()];
  while (trainer.taken < spec.steps) {
    const {step, lossNats} = await trainer.step();
    if (step % keptEvery === 0) states.push(await trainer.state());
    if (step % 100 === 0) console.log(`${spec.network.name}: step ${step}, loss ${lossNats.toFixed(3)}`);
  }
  trainer.dispose();
  return states;
}

async function measured(spec: RunSpec, request: LandscapeRequest): Promise<Landscape> {
  const found = await engine.analyse({analysis: "landscape", spec, backend: "wasm", ...request});
  place = found.place;
  const columns = Math.max(...found.rows.map(({column}) => column)) + 1;
  const landscape = landscapeOf(found.rows, {
    columns,
    rows: found.rows.length / columns,
    range: request.range
  });
  const {lowest, highest, pits} = summary(landscape);
  console.log(
    `${spec.network.name}, seed ${spec.seed}, ±${request.range}: ${lowest} to ${highest}, ${pits} pits`
  );
  return landscape;
}

function summary(landscape: Landscape) {
  const [lowest, highest] = [Math.min(...landscape.loss), Math.max(...landscape.loss)].map((loss) => Number(loss.toPrecision(6))); // prettier-ignore
  return {lowest, highest, pits: localMinima(landscape).length};
}
