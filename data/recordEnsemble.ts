import {readFileSync, writeFileSync} from "node:fs";
import {type Batch, createBatches, testBatches} from "../components/dataset/batches.js";
import {loadDataset} from "../components/dataset/datasets.js";
import {sliceImages} from "../components/dataset/images.js";
import {type RunSpec, toNetwork, toRunSpec} from "../components/experiment/runSpec.js";
import {openBackend} from "../components/worker/backend.js";
import {openLook} from "../components/worker/openLook.js";
import type {EnsembleFile, SplitErrors} from "./ensembleFile.js";
import {deviceText} from "./recordSpecs.js";
import {trainedState} from "./trainedState.js";

// npm run record:ensemble. Trains residual-20 several times apart, and residual-56, by the specs of "Does depth pay?", and
// compares what the shallow ones say together, the mean of their probabilities, with the deep one: about equal in cost.

const file = "data/runs/labs/ensemble.json";
const specs = JSON.parse(readFileSync("data/specs/labs/depth.json", "utf8")) as object[];
const [, member, deep] = specs.map(toRunSpec);
/** Three of 20 layers cost about what one of 56 does. */
const members = 3;
const seeds = [1, 2, 3, 4, 5];
const images = 2000;

const {plans, ...place} = await openBackend({only: "wasm", lazy: true});
const dataset = await loadDataset(member.dataset);
const training = createBatches(dataset, {batch: images, seed: 1}).at(0);
const [test] = testBatches({...dataset, test: sliceImages(dataset.test, 0, images)}, {batch: images});

const trials: EnsembleFile["trials"][number][] = [];
for (const seed of seeds) {
  const apart: Answers[] = [];
  for (let i = 0; i < members; i++) apart.push(await answersOf({...member, seed: seed + i * seeds.length}));
  const trial = {
    seed,
    alone: errorsOf(apart.slice(0, 1)),
    together: errorsOf(apart),
    deep: errorsOf([await answersOf({...deep, seed})])
  };
  trials.push(trial);
  console.log(JSON.stringify(trial));
}
const recorded: EnsembleFile = {
  ...{backend: place.backend, device: deviceText(place.device), date: new Date().toISOString()},
  ...{member, deep, members, images, trials}
};
writeFileSync(file, `${JSON.stringify(recorded)}\n`);
console.log(`wrote ${file}`);
process.exit();

/** Probabilities of the classes, image by image. */
type Answers = Record<keyof SplitErrors, Float64Array>;

async function answersOf(spec: RunSpec): Promise<Answers> {
  const state = await trainedState(spec, {plans, dataset});
  const model = await openLook(toNetwork(spec), {batch: 125, statistics: "running"}, {plans});
  model.load(state);
  const probabilities = async ({images, labels}: Batch) =>
    softmax((await model.look(images)).output, labels.length);
  const answers = {training: await probabilities(training), test: await probabilities(test)};
  model.dispose();
  return answers;
}

/** Returns the probabilities that *scores* stand for, `[count, classes]`. */
function softmax(scores: Float32Array, count: number): Float64Array {
  const classes = scores.length / count;
  const powers = Float64Array.from(scores, (score, i) => {
    const first = i - (i % classes);
    return Math.exp(score - Math.max(...scores.subarray(first, first + classes)));
  });
  return powers.map((power, i) => {
    const first = i - (i % classes);
    return power / powers.subarray(first, first + classes).reduce((sum, value) => sum + value, 0);
  });
}

function errorsOf(networks: readonly Answers[]): SplitErrors {
  return {
    training: errorOf(
      networks.map((answers) => answers.training),
      training.labels
    ),
    test: errorOf(
      networks.map((answers) => answers.test),
      test.labels
    )
  };
}

/** Returns the share of images whose class is not the one with the highest probability in the mean of *networks*. */
function errorOf(networks: readonly Float64Array[], labels: Int32Array): number {
  const classes = networks[0].length / labels.length;
  let errors = 0;
  labels.forEach((label, image) => {
    const sums = Array.from({length: classes}, (_, of) =>
      networks.reduce((sum, answers) => sum + answers[image * classes + of], 0)
    );
    if (sums.indexOf(Math.max(...sums)) !== label) errors++;
  });
  return errors / labels.length;
}
