import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {FrameMessage} from "../../components/embed/frameMessages.js";
import {createModel} from "../../components/model/model.js";
import {relativeError} from "../../components/model/relativeError.js";
import {namedNetwork} from "../../components/network/named.js";
import {openBackend} from "../../components/worker/backend.js";
import {launchBrowser} from "../../scripts/browser.js";
import {trainEmbedded} from "../../scripts/embedRun.js";
import {toFixture} from "../../scripts/parity/fixture.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {randomBatch} from "../plan/randomBatch.js";
import {type BundledPage, openBundledPage} from "./bundledPage.js";
import type {PlanRun, PlanRunResult} from "./parityPage.js";

// Software WebGPU is right, but slow: every network here is very small.

const fixtures = "tests/fixtures/parity";

let browser: Browser;
let site: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser({webgpu: true});
  site = await serveSite({base: "/course/"});
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

describe("on a WebGPU device", () => {
  let opened: BundledPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openBundledPage(browser, "tests/browser/parityPage.ts");
    page = opened.page;
  });

  afterAll(async () => {
    await opened?.close();
  });

  const compared = [
    ...readdirSync(fixtures).map((name) => ["plan", name] as const),
    // The reference executor is compared on other backends too, with every fixture.
    ...["basic_optionA_stride2.json", "resnext_projection.json"].map((name) => ["reference", name] as const)
  ];
  test.each(compared)("compare(fixture) on the %s's path agrees with PyTorch on %s", async (path, name) => {
    const fixture = toFixture(JSON.parse(readFileSync(join(fixtures, name), "utf8")), name);
    const comparisons = await page.evaluate(([given, path]) => globalThis.onPage.compare(given, path), [
      fixture,
      path
    ] as const);
    expect(comparisons.length).toBe(name.startsWith("resnext") ? 3 : 1);
    for (const {name, differences, passed} of comparisons) {
      const worst = differences.reduce((a, b) => (b.relative > a.relative ? b : a));
      expect(passed, `${name}: ${worst.quantity} is off by ${worst.relative}`).toBe(true);
    }
  });

  const train = (run: PlanRun) => page.evaluate((given) => globalThis.onPage.trainByPlan(given), run);

  describe("training by a plan", () => {
    const run: PlanRun = {
      name: "cifar-resnet-8",
      options: {width: 4, size: 16},
      batch: 4,
      seed: 3,
      steps: 20
    };
    let first: PlanRunResult;

    beforeAll(async () => {
      first = await train(run);
    });

    test("gives the losses of the reference executor", async () => {
      await openBackend({only: "wasm"});
      const {expression, input} = namedNetwork(run.name, run.options);
      const reference = createModel(expression, input, {seed: run.seed});
      for (const [i, loss] of first.losses.entries()) {
        const {images, labels} = randomBatch(run.batch, input, {seed: i + 1});
        const options = {learningRate: 0.02, momentum: 0.9, weightDecay: 1e-4};
        const {lossNats} = await reference.step(images, labels, options);
        expect(Math.abs(loss - lossNats), `step ${i + 1}`).toBeLessThan(1e-3 * lossNats);
      }
      expect(first.losses.length).toBe(run.steps);
      reference.dispose();
    });

    test("compiles no kernel twice, and submits a step's calls at once", () => {
      expect(first.preparation.pipelines).toBeGreaterThan(0);
      expect(first.preparation.pipelines).toBeLessThanOrEqual(first.kernels); // the fixtures have compiled some
      const {pipelines, submits, dispatches} = first.training;
      expect({pipelines, submits, dispatches}).toEqual({
        pipelines: 0,
        submits: run.steps,
        dispatches: run.steps * first.calls
      });
    });

    test("gives the same bits again, and then compiles nothing", async () => {
      const again = await train(run);
      expect(again.losses).toEqual(first.losses);
      expect(again.preparation.pipelines).toBe(0);
    });

    test("takes no more buffers in 60 steps than in 20", async () => {
      const {training} = await train({...run, steps: 60});
      expect(training.buffers).toBe(first.training.buffers);
    });
  });

  test.each(["batch", "running"] as const)(
    "a frozen body by %s statistics keeps every bit, and its head is the reference executor's",
    async (statistics) => {
      const [seed, steps, batch] = [3, 5, 4];
      const [name, options] = ["cifar-resnet-8", {width: 4, size: 16}] as const;
      const frozen = {body: "frozen", statistics} as const;
      const {state} = await train({name, options, batch, seed, steps, frozen});
      await openBackend({only: "wasm"});
      const {expression, input} = namedNetwork(name, options);
      const reference = createModel(expression, input, {seed, ...frozen});
      const first = await reference.state();
      for (let step = 1; step <= steps; step++) {
        const {images, labels} = randomBatch(batch, input, {seed: step});
        await reference.step(images, labels, {learningRate: 0.02, momentum: 0.9, weightDecay: 1e-4});
      }
      const last = await reference.state();
      for (const [name, values] of Object.entries(state)) {
        const moves = name.includes("fc.") || (statistics === "batch" && name.includes("running"));
        if (!moves) expect(values, name).toEqual(Array.from(first[name]));
        else expect(relativeError(values, last[name]), name).toBeLessThan(1e-4);
        expect(
          values.some((value, i) => value !== first[name][i]),
          name
        ).toBe(moves);
      }
      reference.dispose();
    }
  );

  test("a run goes on, on a new device, from its last checkpoint when the device is lost", async () => {
    const steps = 1e5; // never all taken: it is stopped when it has gone on
    const input = {network: {name: "cifar-resnet-8", width: 2}, steps, batch: 4, evaluationImages: 4};
    const events = await page.evaluate(
      (given) => globalThis.onPage.trainThroughLoss(given, {loseAfter: 2, goOn: 5}),
      input
    );
    const types = events.map(({type}) => type);
    expect(events.filter(({type}) => type === "error")).toEqual([]);
    expect(types.filter((type) => type === "ready").length).toBe(2);
    expect(types.filter((type) => type === "restarted").length).toBe(1);
    expect(types.at(-1)).toBe("stopped");
    const pointsOf = (some: typeof events) =>
      some.flatMap((event) => (event.type === "points" ? event.points : []));
    const points = pointsOf(events);
    const again = pointsOf(events.slice(types.indexOf("restarted")));
    const [{step: begin}] = again;
    expect(again.map(({step}) => step)).toEqual(again.map((_, i) => begin + i)); // none left out, none twice
    const before = points.slice(0, points.length - again.length);
    expect(before.length).toBeGreaterThanOrEqual(begin - 1); // nothing between the checkpoint and the loss is left out
    const both = Math.min(before.length - (begin - 1), again.length);
    expect(again.slice(0, both)).toEqual(before.slice(begin - 1, begin - 1 + both));
  });
});

const tiny = {
  nets: "cifar-plain-8,cifar-resnet-8",
  width: "4",
  batch: "8",
  evaluationImages: "16",
  autoplay: "1"
};

describe("the embedded figure on software WebGPU", () => {
  test("trains, and tells every step once", async () => {
    const query = new URLSearchParams({...tiny, steps: "6", evaluate: "3", backend: "webgpu-software"});
    const context = await browser.newContext();
    const {messages} = await trainEmbedded(context, site.url, query, {timeoutMs: 200_000});
    await context.close();
    expect(messages[0]).toMatchObject({source: "residual-course", type: "ready", nets: tiny.nets.split(",")});
    for (const net of tiny.nets.split(",")) {
      const told = stepsOf(messages, net);
      expect(told.map(({step}) => step)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(told.filter(({testError}) => testError !== undefined).map(({step}) => step)).toEqual([3, 6]);
      for (const {trainingError, loss} of told) {
        expect(trainingError * 8).toBeCloseTo(Math.round(trainingError * 8)); // a share of 8 images
        expect(loss).toBeGreaterThan(0);
      }
    }
    const steps = messages.filter((message) => message.type === "step");
    expect(new Set(steps.map(({backend}) => backend))).toEqual(new Set(["webgpu-software"]));
    expect(messages.at(-1)!.type === "done" || messages.some(({type}) => type === "done")).toBe(true);
    expect(messages.some(({type}) => type === "resize")).toBe(true);
  });

  test("takes a software adapter when WebGPU is asked for by name, and says what it is", async () => {
    const query = new URLSearchParams({...tiny, nets: "cifar-resnet-8", steps: "1", backend: "webgpu"});
    const context = await browser.newContext();
    const {messages} = await trainEmbedded(context, site.url, query, {timeoutMs: 200_000});
    await context.close();
    const done = messages.find((message) => message.type === "done")!;
    expect(done).toMatchObject({
      backend: "webgpu",
      device: expect.stringContaining("a program on the processor")
    });
  });
});

function stepsOf(messages: FrameMessage[], net: string) {
  return messages.flatMap((message) =>
    message.type === "step" && message.net === net ? message.points : []
  );
}
