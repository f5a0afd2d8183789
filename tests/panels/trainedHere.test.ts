// @vitest-environment jsdom
import {expect, test, vi} from "vitest";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {liveTraining} from "../../components/panels/liveTraining.js";
import {trainedHere} from "../../components/panels/trainedHere.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {runFileOf} from "../collect/results.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";

const training = toTraining({networks: ["cifar-resnet-8"], width: 1, steps: 2});
const ready: TrainerEvent = {type: "ready", backend: "wasm", device: "a processor", failures: []};

function create({most = 10} = {}) {
  const fake = fakeWorkers();
  const view = document.body.appendChild(document.createElement("div"));
  const live = liveTraining({client: fake.client, show: () => {}, view: () => view});
  const onEnd = vi.fn();
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const trained = trainedHere(document, {onEnd, most, invalidation});
  const taken = () => trained.runs.map(({spec: {seed}, curves}) => [seed, curves.trainingError.length]);
  return {...fake, live, trained, onEnd, invalidate, taken};
}

test("trainedHere(target) has what is under way as far as it is, and what has ended once", async () => {
  const {live, answer, taken, onEnd, trained} = create();
  live.start(training);
  await answer(ready, point(0, 1));
  expect(taken()).toEqual([[1, 1]]);
  expect(onEnd).not.toHaveBeenCalled();
  await answer(point(0, 2), done(0, {step: 2}));
  expect(taken()).toEqual([[1, 2]]);
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(trained.runs[0]).toMatchObject({backend: "wasm", device: "a processor", diverged: false});
});

test("trainedHere(target) counts the same run once, and puts runs of an earlier visit before", async () => {
  const {live, answer, taken, trained} = create({most: 2});
  for (const start of [1, 2]) {
    live.start(training);
    await answer(ready, point(0, 1, {start}), point(0, 2, {start}), done(0, {start, step: 2}));
  }
  expect(taken()).toEqual([[1, 2]]);
  trained.add([runFileOf({seed: 8}), runFileOf({seed: 9})]);
  expect(taken()).toEqual([[9, 4], [1, 2]]); // prettier-ignore
  trained.clear();
  expect(taken()).toEqual([]);
});

test("trainedHere(target) gathers nothing more once it is over", async () => {
  const {live, answer, taken, invalidate} = create();
  invalidate();
  await microtasks();
  live.start(training);
  await answer(ready, point(0, 1), point(0, 2), done(0, {step: 2}));
  expect(taken()).toEqual([]);
});
