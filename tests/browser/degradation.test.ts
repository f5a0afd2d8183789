import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {trainDegradation} from "./degradationRun.js";

// The short form of tests/claims/degradation.test.ts: by 80 steps it shows at 56 layers, and not yet at 20.

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

test("56 plain layers train worse than 56 residual ones; the page draws, and leaves the training to its worker", async () => {
  const context = await browser.newContext();
  await context.addInitScript(countDrawings);
  let drawings: Drawings | undefined;
  let modules: string[] = [];
  const nets = ["cifar-plain-56", "cifar-resnet-56"];
  const {errors, messages} = await trainDegradation(context, site.url, {
    ...{nets, steps: 80, seed: 2, timeoutMs: 580_000},
    async beforeClose(page) {
      drawings = await page.evaluate(() => (globalThis as unknown as {drawings: Drawings}).drawings);
      modules = await page.evaluate(() => performance.getEntriesByType("resource").map(({name}) => name));
    }
  });
  await context.close();
  const [plain56, residual56] = errors;
  expect(plain56 - residual56).toBeGreaterThan(10);
  expect(modules.filter((name) => /tfjs|tensorflow/.test(name))).toEqual([]); // what a worker loads is not among them
  console.log(`${drawings!.count} drawings of ${messages} messages, of at most ${drawings!.most} elements`);
  expect(drawings!.count).toBeGreaterThan(1);
  expect(drawings!.count).toBeLessThanOrEqual(messages + 10); // and as the networks are prepared, and end
  expect(drawings!.most).toBeLessThan(200); // a curve is one path, however many steps it has
});

/** What the figure's charts have been drawn. */
interface Drawings {
  count: number;
  /** Most elements in one. */
  most: number;
}

/** Counts, in the page, how often a chart is drawn anew. */
function countDrawings(): void {
  const drawings: Drawings = {count: 0, most: 0};
  Object.assign(globalThis, {drawings});
  const observer = new MutationObserver((mutations) => {
    for (const {addedNodes} of mutations)
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        const charts = node.matches("svg") ? [node] : [...node.querySelectorAll(".chart-place svg")];
        const drawn = charts.filter((chart) => chart.closest(".chart-place"));
        drawings.count += drawn.length;
        for (const chart of drawn)
          drawings.most = Math.max(drawings.most, chart.querySelectorAll("*").length);
      }
  });
  observer.observe(document, {childList: true, subtree: true});
}
