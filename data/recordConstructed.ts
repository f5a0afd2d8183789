import {writeFileSync} from "node:fs";
import {createBatches, testBatches} from "../components/dataset/batches.js";
import {loadDataset} from "../components/dataset/datasets.js";
import {sliceImages} from "../components/dataset/images.js";
import type {ModelState} from "../components/experiment/modelState.js";
import {type RunSpec, toNetwork, toRunSpec} from "../components/experiment/runSpec.js";
import {openBackend} from "../components/worker/backend.js";
import {createTrainableModel} from "../components/worker/createTrainableModel.js";
import {openLook} from "../components/worker/openLook.js";
import {createTrainer, DivergenceError, type RunTrainer} from "../components/worker/trainer.js";
import type {ConstructedFile, ConstructedRun} from "./constructedFile.js";
import {type ChannelStatistics, channelStatistics, withIdentityLayers} from "./identityLayers.js";
import {deviceText} from "./recordSpecs.js";

// npm run record:constructed. Trains plain-20, makes a plain-56 of it that computes the same, and trains that on, at several
// learning rates.

const out = "data/runs/labs/constructed.json";
const seeds = [1, 2, 3, 4, 5];
const rates = [0.05, 0.005, 0.0005];
/** Steps of the shallow network, and of both. */
const [shallowSteps, steps] = [100, 300];
/** What the last block of each stage is called. */
const stageEnds = {layer1: "layer1.2", layer2: "layer2.2", layer3: "layer3.2"};
/** Training images by which an activation's mean and deviation are known: 32 batches. */
const seen = 2048;
/** Training images on which both networks are compared. */
const images = 1000;

const {plans, ...place} = await openBackend({only: "wasm", lazy: true});
const specOf = (name: string, seed: number, changed: object) =>
  toRunSpec({network: {name}, seed, headInit: "zero", evaluationInterval: 50, ...changed});
const dataset = await loadDataset(specOf("cifar-plain-20", 1, {}).dataset);
const file: ConstructedFile = {
  ...{backend: place.backend, device: deviceText(place.device), date: new Date().toISOString()},
  ...{shallow: [], deep: [], before: []}
};

for (const seed of seeds) {
  const spec = specOf("cifar-plain-20", seed, {steps: shallowSteps});
  const {model} = await createTrainableModel(spec, {plans});
  const trainer = createTrainer(spec, dataset, model);
  file.shallow.push(await trained(spec, trainer));
  const state = await trainer.state();
  trainer.dispose();
  const deepSpecs = rates.map((learningRate) =>
    specOf("cifar-plain-56", seed, {steps, optimizer: {learningRate}})
  );
  const constructed = withIdentityLayers(toNetwork(deepSpecs[0]), state, await statisticsOf(spec, state));
  const before = {shallow: await errorOf(spec, state), deep: await errorOf(deepSpecs[0], constructed)};
  file.before.push(before);
  console.log(`seed ${seed}: ${JSON.stringify(before)}`);
  for (const deep of deepSpecs) {
    const {model} = await createTrainableModel(deep, {plans});
    const trainer = createTrainer(deep, dataset, model, {step: shallowSteps, state: constructed});
    file.deep.push(await trained(deep, trainer));
    trainer.dispose();
    const {points, diverged} = file.deep[file.deep.length - 1];
    console.log(
      `  rate ${deep.optimizer.learningRate}: ${diverged ? "diverged" : points[points.length - 1].trainingError}`
    );
  }
}
writeFileSync(out, `${JSON.stringify(file)}\n`);
console.log(`wrote ${out}`);
process.exit();

/** Trains to the end of a *spec*. */
async function trained(spec: RunSpec, trainer: RunTrainer): Promise<ConstructedRun> {
  const points: ConstructedRun["points"] = [];
  try {
    while (trainer.taken < spec.steps) {
      const {step, lossNats, trainingError, testError} = await trainer.step();
      points.push({step, lossNats: Number(lossNats.toPrecision(4)), trainingError, testError});
    }
    return {spec, diverged: false, points};
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    return {spec, diverged: true, points};
  }
}

/** Returns what leaves each stage of a network, over training images, as it is while training: by statistics of a batch. */
async function statisticsOf(spec: RunSpec, state: ModelState): Promise<Map<string, ChannelStatistics>> {
  const read = Object.values(stageEnds);
  const look = await openLook(toNetwork(spec), {batch: spec.batch, statistics: "batch", read}, {plans});
  look.load(state);
  const found = (await look.look(createBatches(dataset, {batch: seen, seed: spec.seed}).at(0).images)).read;
  look.dispose();
  const {width} = spec.network;
  return new Map(
    Object.entries(stageEnds).map(([stage, end], i) => [
      stage,
      channelStatistics(found.get(end)!, width * 2 ** i)
    ])
  );
}

/** Returns the share of training images that a network gets wrong, by running statistics. */
async function errorOf(spec: RunSpec, state: ModelState): Promise<number> {
  const look = await openLook(toNetwork(spec), {batch: 100, statistics: "running"}, {plans});
  look.load(state);
  const [batch] = testBatches({...dataset, test: sliceImages(dataset.train, 0, images)}, {batch: images});
  const {errors} = await look.evaluate(batch.images, batch.labels);
  look.dispose();
  return errors / images;
}
