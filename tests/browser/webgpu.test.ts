import {mkdtempSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {build} from "esbuild";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {EmbedMessage} from "../../components/cells/embeddedRetrain.js";
import {toFixture} from "../../components/model/fixture.js";
import {launchBrowser} from "../../scripts/browser.js";
import {trainEmbedded} from "../../scripts/embedRun.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

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
  let page: Page;
  let server: StaticServer;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "parity-"));
    await build({
      entryPoints: ["tests/browser/parityPage.ts"],
      outfile: join(root, "parity.js"),
      bundle: true,
      format: "esm",
      platform: "browser",
      mainFields: ["browser", "module", "main"],
      logLevel: "error"
    });
    writeFileSync(join(root, "index.html"), '<!doctype html><script type="module" src="parity.js"></script>');
    server = await serveSite({root});
    page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => "onPage" in globalThis);
  });

  afterAll(async () => {
    await page.close();
    await server.close();
  });

  test.each(readdirSync(fixtures))("compare(fixture) agrees with PyTorch on %s", async (name) => {
    const fixture = toFixture(JSON.parse(readFileSync(join(fixtures, name), "utf8")), name);
    const comparisons = await page.evaluate(
      (given) => globalThis.onPage.compare("webgpu-software", given),
      fixture
    );
    expect(comparisons.length).toBeGreaterThan(0);
    for (const {name, differences, passed} of comparisons) {
      const worst = differences.reduce((a, b) => (b.relative > a.relative ? b : a));
      expect(passed, `${name}: ${worst.quantity} is off by ${worst.relative}`).toBe(true);
    }
  });

  test("a run goes on, on a new device, from its last checkpoint when the device is lost", async () => {
    const input = {network: {name: "cifar-resnet-8", width: 2}, steps: 5, batch: 4, evaluationImages: 4};
    const events = await page.evaluate(
      (given) => globalThis.onPage.trainThroughLoss(given, {loseAfter: 2}),
      input
    );
    const types = events.map(({type}) => type);
    expect(types.filter((type) => type === "ready").length).toBe(2);
    expect(types.filter((type) => type === "restarted").length).toBe(1);
    expect(types.at(-1)).toBe("done");
    const points = events.flatMap((event) => (event.type === "points" ? event.points : []));
    const again = points.slice(points.findIndex(({step}) => step === 2) + 1);
    expect(again.map(({step}) => step)).toEqual([1, 2, 3, 4, 5]); // no checkpoint but the first in so short a time
    expect(again[0]).toEqual(points[0]);
    expect(again[1]).toEqual(points[1]);
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

function stepsOf(messages: EmbedMessage[], net: string) {
  return messages.flatMap((message) =>
    message.type === "step" && message.net === net ? message.points : []
  );
}
