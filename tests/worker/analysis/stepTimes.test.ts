import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {stepTimes, type StepTimesOptions} from "../../../components/worker/analysis/stepTimes.js";
import {tinyDataset, tinySpec} from "../tinyDataset.js";

beforeAll(() => tf.setBackend("cpu"));

/** A clock of steps that take so many milliseconds: of two looks, the second is as much later. */
function clock(steps: readonly number[]) {
  let time = 0;
  let looks = 0;
  return () => (time += looks++ % 2 === 0 ? 0 : steps[Math.floor(looks / 2) - 1]);
}

const options = (more: Partial<StepTimesOptions>): StepTimesOptions => ({
  model: {},
  datasetOf: () => Promise.resolve(tinyDataset()),
  now: () => 0,
  rounds: 4,
  ...more
});

const networks = ["cifar-plain-8", "cifar-resnet-8"].map((name) => ({
  ...tinySpec(),
  network: {...tinySpec().network, name}
}));

test("stepTimes(specs) has the mean of the middle half of each network's steps, the first ones left out", async () => {
  const now = clock([/* round 3 */ 1, 10, /* 4 */ 2, 20, /* 5 */ 4, 1000, /* 6 */ 100, 40]);
  const looked = await stepTimes(networks, options({now: warm(now)}));
  expect(looked).toEqual([
    {index: 0, ms: 3, executor: "reference"},
    {index: 1, ms: 30, executor: "reference"}
  ]);
});

/** The clock as it is looked at: once a step in the first two rounds of two networks, which are not timed, twice from then on. */
function warm(now: () => number): () => number {
  let looks = 0;
  return () => (looks++ < 4 ? 0 : now());
}

test("stepTimes(specs) tells its rounds, stops when it is told, and leaves no tensors", async () => {
  const before = tf.memory().numTensors;
  const told: number[] = [];
  const cancelled = () => told.length === 2;
  const onProgress = ({done}: {done: number}) => void told.push(done);
  await expect(stepTimes(networks, options({cancelled, onProgress}))).rejects.toThrow(
    "the analysis was stopped"
  );
  expect(told).toEqual([1, 2]);
  expect(tf.memory().numTensors).toBe(before);
});

test("stepTimes(specs) begins to time after the first two rounds, and needs no test image", async () => {
  const dataset = tinyDataset();
  const datasetOf = () => Promise.resolve({...dataset, test: {...dataset.test, count: 0}});
  let now = 0;
  const [{ms}] = await stepTimes(networks.slice(0, 1), options({datasetOf, now: () => ++now}));
  expect(ms).toBe(1);
});
