import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {loadDataset} from "../components/dataset/datasets.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {Analysis, PartFeatures} from "../components/protocol/analyses.js";
import {openBackend} from "../components/worker/backend.js";
import {createTrainableModel} from "../components/worker/createTrainableModel.js";
import {createEngine} from "../components/worker/engine.js";
import {createTrainer} from "../components/worker/trainer.js";
import type {ImageFile, PartMeasures} from "./imageFile.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

// npm run record:image. Trains the networks in data/specs/labs/image.json, and measures on the way what their stems and blocks
// still have of an image. Each network and seed is a file in data/runs/labs/image; one that is there already is left alone.

const [specsFile, folder] = ["data/specs/labs/image.json", "data/runs/labs/image"];
/** The first is the one whose maps are kept. */
const seeds = [1, 2, 3];
const steps = [0, 20, 50, 100, 200, 400];
/** Test images whose maps are kept: a disc, a square, a heart; a ring, a triangle, stripes. */
const shown = [0, 2, 7, 11, 13, 8];
/** Test images of a measurement: a linear readout is fitted to one half, and tried on the other. */
const images = 512;
/** Blocks whose maps are kept with the stem's, counted from 1. */
const mappedBlocks = [1, 3, 5, 7, 9];

const engine = createEngine({
  emit() {},
  nextTask: () => new Promise((resolve) => setImmediate(resolve)),
  dataset: loadDataset
});

mkdirSync(folder, {recursive: true});
for (const spec of readSpecs(specsFile, seeds.join(","))) {
  const path = join(folder, `${spec.network.name}-seed-${spec.seed}.json`);
  if (existsSync(path)) continue;
  writeFileSync(path, `${JSON.stringify(await recorded(spec))}\n`);
  console.log(`wrote ${path}`);
}
process.exit();

async function recorded(spec: RunSpec): Promise<ImageFile> {
  const found = await measuredOnTheWay(spec);
  const [{place, rows}] = found;
  const mapped = [0, ...mappedBlocks].map((number) => rows[number].part);
  const pictures = () => found.map(({rows}) => mapsOf(rows.filter(({part}) => mapped.includes(part))));
  return {
    spec,
    backend: place.backend,
    device: deviceText(place.device),
    date: new Date().toISOString(),
    ...{images, steps},
    parts: rows.map(({part, volume}) => ({part, volume})),
    measures: found.map(({rows}) => measuresOf(rows)),
    ...(spec.seed === seeds[0] && {pictures: {shown, mapped, maps: pictures()}})
  };
}

/** Trains a network, and returns what was measured of it before the first step and after each of *steps*. */
async function measuredOnTheWay(spec: RunSpec): Promise<Analysis<"features">[]> {
  const {plans} = await openBackend({only: "wasm", lazy: true});
  const {model} = await createTrainableModel(spec, {plans});
  const trainer = createTrainer(spec, await loadDataset(spec.dataset), model);
  const found: Analysis<"features">[] = [];
  for (const step of steps) {
    while (trainer.taken < step) await trainer.step();
    const state = await trainer.state();
    const analysis = await engine.analyse({
      analysis: "features",
      spec,
      state,
      images,
      shown,
      backend: "wasm"
    });
    found.push(analysis);
    const {readout, noise, rank} = analysis.rows.at(-1)!;
    console.log(
      `${spec.network.name}, seed ${spec.seed}, step ${step}: at the end readout ${readout.toFixed(2)}, ` +
        `noise ${noise.toFixed(2)}, rank ${rank.toFixed(1)}`
    );
  }
  trainer.dispose();
  return found;
}

function measuresOf(rows: readonly PartFeatures[]): PartMeasures {
  return {
    readout: rows.map(({readout}) => Number(readout.toFixed(4))),
    noise: rows.map(({noise}) => Number(noise.toPrecision(3))),
    rank: rows.map(({rank}) => Number(rank.toPrecision(3)))
  };
}

function mapsOf(rows: readonly PartFeatures[]): string {
  const maps = shown.flatMap((_, image) => rows.map(({maps}) => maps[image]));
  return Buffer.concat(maps).toString("base64");
}
