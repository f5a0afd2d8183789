import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {trainDegradation} from "../browser/degradationRun.js";

// The course's first claim, by the figure that makes it. `npm run check:degradation` has CIFAR-10 and other backends too.

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

test.each([1, 2, 3])(
  "56 plain layers train worse than 20, and worse than 56 residual ones, in 200 steps from seed %i",
  async (seed) => {
    const context = await browser.newContext();
    const nets = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-56"];
    const {errors} = await trainDegradation(context, site.url, {nets, steps: 200, seed, timeoutMs: 580_000});
    await context.close();
    const [plain20, plain56, residual56] = errors;
    expect(plain56 - plain20).toBeGreaterThan(10);
    expect(plain56 - residual56).toBeGreaterThan(10);
  }
);
