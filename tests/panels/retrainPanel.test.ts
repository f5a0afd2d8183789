// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {type RetrainOptions, retrainPanel} from "../../components/panels/retrainPanel.js";
import {forgetTrained, trainedNetworks} from "../../components/stores/trainedNetworks.js";
import {eventually} from "../eventually.js";
import {filledState} from "../stores/filledState.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";
import {fakeResizeObserver} from "./resizeObserver.js";

import "fake-indexeddb/auto";

beforeEach(async () => {
  fakeResizeObserver();
  await forgetTrained();
});
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end(); // or a drawing would still be due
  await microtasks();
  vi.unstubAllGlobals();
});

/** Returns a panel that ends with its test. */
function panelOf(options: RetrainOptions) {
  return retrainPanel({invalidation: new Promise<void>((resolve) => ends.push(resolve)), ...options});
}

/** Trains one network to its end. */
async function trained(keep?: string) {
  const fake = fakeWorkers();
  const query = new URLSearchParams("nets=cifar-resnet-8&width=1&steps=2");
  const panel = panelOf({query, keep, client: fake.client});
  panel.start();
  await eventually(() => expect(fake.workers).toHaveLength(1)); // what reads the settings is loaded first
  const state = filledState(toRunSpec({network: {name: "cifar-resnet-8", width: 1}}));
  await fake.answer(point(0, 2), {type: "state", runId: "1.0", step: 2, state}, done(0, {step: 2}));
  return {...fake, panel};
}

test("retrainPanel({keep}) keeps a network that was trained, to be taken apart on other pages", async () => {
  const {workers} = await trained("page");
  expect(workers[0].requests).toMatchObject([{type: "start", keep: "page", states: true}]);
  await eventually(async () =>
    expect(await trainedNetworks()).toMatchObject([
      {spec: {network: {name: "cifar-resnet-8", width: 1}}, steps: 2}
    ])
  );
});

test("retrainPanel({keep}) offers the weights of a network that was trained, as PyTorch loads them", async () => {
  const {panel} = await trained("page");
  const save = await eventually(() => {
    const found = panel.querySelector<HTMLButtonElement>('[aria-label="Save the weights of residual-8"]');
    expect(found).not.toBeNull();
    return found!;
  });
  expect(save.closest("[hidden]")).toBeNull();
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob)}`;
  URL.revokeObjectURL = () => {};
  save.click();
  await eventually(() => expect(blobs).toHaveLength(1));
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
  const panel = panelOf({
    query: new URLSearchParams("nets=cifar-resnet-8&width=1"),
    client: fake.client
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
});

describe("retrainPanel({recording})", () => {
  const names = ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"];
  const row = (net: string, step: number): ErrorRow => ({
    run: "recorded run",
    net,
    split: "training",
    step,
    error: 0.5
  });
  const recording = {
    rows: names.flatMap((net) => [row(net, 4), row(net, 400)]),
    caption: "recorded: one seed",
    spec: toRunSpec({network: {name: "cifar-resnet-20"}, steps: 400})
  };
  const asked = (query: string) => {
    const fake = fakeWorkers();
    const panel = panelOf({query: new URLSearchParams(query), recording, client: fake.client});
    document.body.replaceChildren(panel);
    const button = (name: string) =>
      [...panel.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === name)!;
    return {fake, panel, button};
  };
  const curves = (panel: Element) => [...panel.querySelectorAll('path[aria-label="training error"]')];
  const lastTick = (panel: Element) =>
    Math.max(
      ...[...panel.querySelectorAll('[aria-label="x-axis tick label"] text')].map(({textContent}) =>
        Number(textContent)
      )
    );
  const box = (panel: Element, label: string) =>
    [...panel.querySelectorAll(".overlay")]
      .find(({textContent}) => textContent!.includes(label))!
      .querySelector<HTMLInputElement>("input")!;
  const badge = (panel: Element) => panel.querySelector(".badge")!.textContent;

  test("shows the networks that are asked for, and no others", () => {
    const {panel} = asked("nets=cifar-plain-20,cifar-resnet-20");
    expect(curves(panel)).toHaveLength(2);
    expect([...panel.querySelectorAll(".end-labels text")].map(({textContent}) => textContent)).toEqual([
      "plain-20",
      "residual-20"
    ]);
    expect(panel.querySelectorAll(".run-legend tbody tr")).toHaveLength(2);
    expect(badge(panel)).toBe("recorded: one seed");
  });

  test("says that what it has no recording of is not trained yet", () => {
    const {panel} = asked("nets=cifar-plain-8");
    expect(curves(panel)).toHaveLength(0);
    expect(badge(panel)).toBe("not trained yet");
  });

  test("keeps the recording, faint and on its axis, under the run that begins", async () => {
    const {fake, panel} = asked("nets=cifar-plain-20,cifar-resnet-20&steps=200");
    expect(lastTick(panel)).toBe(400);
    panel.start();
    await eventually(() => expect(fake.workers).toHaveLength(1));
    await fake.answer(point(0, 1), point(1, 1));
    await eventually(() => expect(curves(panel)).toHaveLength(4));
    expect(lastTick(panel)).toBe(400);
    expect(
      curves(panel).map((path) => path.closest("[stroke-opacity]")?.getAttribute("stroke-opacity") ?? "1")
    ).toEqual(["0.4", "0.4", "1", "1"]);
    expect(box(panel, "recorded run").checked).toBe(true);
    expect(panel.querySelector(".chart-key")!.textContent).toContain("recorded run");
  });

  test("hides a recording of something else when a run of another width begins", async () => {
    const {fake, panel} = asked("nets=cifar-plain-20&width=4&steps=200");
    panel.start();
    await eventually(() => expect(fake.workers).toHaveLength(1));
    expect(box(panel, "recorded run").checked).toBe(false);
  });

  test("says the seed beside the button, and keeps a kept run ticked at the next one", async () => {
    const {fake, panel, button} = asked("nets=cifar-plain-20&steps=2");
    const seed = () => panel.querySelector(".seed")!.textContent;
    expect(seed()).toBe("seed 1");
    panel.start();
    await eventually(() => expect(fake.workers).toHaveLength(1));
    await fake.answer(point(0, 2), done(0, {step: 2}));
    expect(badge(panel)).toBe("trained in this browser, seed 1");
    button("Keep curves").click();
    button("New seed").click();
    expect(seed()).toBe("seed 2");
    expect(box(panel, "run 1, seed 1").checked).toBe(true);
  });
});
