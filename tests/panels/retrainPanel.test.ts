// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {retrainPanel} from "../../components/panels/retrainPanel.js";
import {forgetTrained, trainedNetworks} from "../../components/stores/trainedNetworks.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";
import {fakeResizeObserver} from "./resizeObserver.js";

import "fake-indexeddb/auto";

beforeEach(async () => {
  fakeResizeObserver();
  await forgetTrained();
});
afterEach(() => void vi.unstubAllGlobals());

/** Trains one network to its end. */
async function trained(keep?: string) {
  const fake = fakeWorkers();
  const query = new URLSearchParams("nets=cifar-resnet-8&width=1&steps=2");
  const panel = retrainPanel({query, keep, client: fake.client});
  panel.start();
  await vi.waitFor(() => expect(fake.workers).toHaveLength(1), 30_000); // what reads the settings is loaded first
  const state = {"conv1.weight": Float32Array.of(1)};
  await fake.answer(point(0, 2), {type: "state", runId: "1.0", step: 2, state}, done(0, {step: 2}));
  return fake;
}

test("retrainPanel({keep}) keeps a network that was trained, to be taken apart on other pages", async () => {
  const {workers} = await trained("page");
  expect(workers[0].requests).toMatchObject([{type: "start", keep: "page", states: true}]);
  await vi.waitFor(async () =>
    expect(await trainedNetworks()).toMatchObject([
      {spec: {network: {name: "cifar-resnet-8", width: 1}}, steps: 2}
    ])
  );
});

test("retrainPanel() does not ask for what its networks come to", async () => {
  const {workers} = await trained();
  expect(workers[0].requests).toMatchObject([{type: "start", states: false}]);
});

test("retrainPanel({invalidation}) ends with its cell: the worker is gone, and onState hears no more", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const fake = fakeWorkers();
  const onState = vi.fn();
  const query = new URLSearchParams("nets=cifar-resnet-8&width=1&steps=2");
  const panel = retrainPanel({query, client: fake.client, onState, invalidation});
  panel.start();
  await fake.answer(point(0, 1));
  expect([onState.mock.calls.length, fake.alive()]).toEqual([2, 1]);
  invalidate();
  await microtasks();
  panel.start();
  expect([onState.mock.calls.length, fake.workers.length, fake.alive()]).toEqual([2, 1, 0]);
});

test("retrainPanel() marks the learning rate of a run that diverged, as described by what the reader sees", async () => {
  const fake = fakeWorkers();
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const panel = retrainPanel({
    query: new URLSearchParams("nets=cifar-resnet-8&width=1"),
    client: fake.client,
    invalidation
  });
  panel.start();
  await fake.answer({type: "diverged", runId: "1.0", step: 1, learningRate: 0.05}, done(0, {step: 1}));
  const marked = panel.querySelector("[aria-invalid=true]")!;
  expect(marked.getAttribute("data-setting")).toBe("learningRate");
  const told = panel.querySelector(`#${marked.getAttribute("aria-describedby")}`)!;
  expect([told.hasAttribute("hidden"), told.textContent]).toEqual([
    false,
    "cifar-resnet-8: the loss is no longer a number at step 1, with learning rate 0.05"
  ]);
  invalidate(); // or a drawing would still be due
  await microtasks();
});
