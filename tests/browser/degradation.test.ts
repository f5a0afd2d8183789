import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {type EmbedRun, lastMean, trainEmbedded} from "../../scripts/embedRun.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";

// The short form of `npm run check:degradation`: real training, on the processor, in the figure as readers have it.

let browser: Browser;
let site: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await serveSite({base: "/course/"});
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test("56 plain layers train worse than 20, and worse than 56 residual ones; the page stays free", async () => {
  const nets = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-56"];
  const query = new URLSearchParams({
    nets: nets.join(),
    steps: "100",
    seed: "1",
    evaluate: "50",
    autoplay: "1"
  });
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, {longTasks: tasks});
    addEventListener("message", ({data}) => {
      if (data?.type !== "step" || "observer" in globalThis) return; // from the first step on
      const observer = new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map(({duration}) => duration))
      );
      observer.observe({type: "longtask"});
      Object.assign(globalThis, {observer});
    });
  });
  let longTasks: number[] = [];
  const run: EmbedRun = await trainEmbedded(context, site.url, query, {
    timeoutMs: 280_000,
    beforeClose: async (page) => {
      longTasks = await page.evaluate(() => (globalThis as unknown as {longTasks: number[]}).longTasks);
    }
  });
  await context.close();
  const [plain20, plain56, residual56] = nets.map((net) => 100 * lastMean(run, net));
  console.log(
    `training error: ${[plain20, plain56, residual56].map((error) => error.toFixed(1)).join(", ")} %`
  );
  console.log(`tasks over 50 ms on the page's thread: ${longTasks.map(Math.round).join(", ") || "none"}`);
  expect(plain56 - plain20).toBeGreaterThan(10);
  expect(plain56 - residual56).toBeGreaterThan(10);
  // The figure draws in 3 to 12 ms. A task past 50 ms is the machine's, whose cores are taken by the training itself and
  // by other jobs; one that a reader would feel is ours.
  expect(Math.max(0, ...longTasks)).toBeLessThan(200);
  expect(longTasks.length).toBeLessThan(6);
});
