import type {Page} from "playwright-core";
import type {Finding} from "./finding.js";
import {inPage} from "./inPage.js";
import {type SiteView, withPage} from "./openPage.js";

/** A slow 4G network, as Lighthouse has it, and a processor so many times slower. */
const slow = {latencyMs: 150, kBits: 1638, processor: 4};

/** When the reader presses, after the first paint. */
const afterPaintMs = 300;

/** How long the training may take to begin. */
const patienceMs = 300_000;

/**
 * Presses Retrain on a slow telephone just after the page was painted, when its code is not there yet, and returns whether
 * training begins; null if the page has no such button, and what is wrong if it does not begin.
 */
export async function earlyPress(
  site: SiteView,
  path: string
): Promise<{starts: boolean | null; findings: Finding[]}> {
  const options = {viewport: {width: 390, height: 844}, before: slowDown};
  // The page is opened by hand: withPage waits until a page has come to rest, and the press comes before.
  return withPage(site, "404", options, async (page) => {
    await page.goto(new URL(path, site.url).href, {waitUntil: "commit"});
    await page.waitForFunction(() => performance.getEntriesByName("first-paint").length > 0);
    const retrain = page.getByRole("button", {name: "Retrain"}).first();
    const button = await inPage(page, async () => {
      if (document.readyState === "loading")
        await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
      return [...document.querySelectorAll("button")].some(
        ({textContent}) => textContent!.trim() === "Retrain"
      );
    });
    if (!button) return {starts: null, findings: []};
    const paintedMs = await inPage(
      page,
      () => performance.now() - performance.getEntriesByName("first-paint")[0].startTime
    );
    await page.waitForTimeout(Math.max(0, afterPaintMs - paintedMs));
    await retrain.click({force: true});
    const starts = await page
      .getByRole("button", {name: "Pause", disabled: false})
      .first()
      .waitFor({timeout: patienceMs})
      .then(
        () => true,
        () => false
      );
    const finding = {page: path, view: "slow 4G, processor ×1/4", element: "Retrain"};
    return {
      starts,
      findings: starts ? [] : [{...finding, rule: "lost: a press before the code came starts nothing"}]
    };
  });
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: slow.latencyMs,
    downloadThroughput: (slow.kBits * 1000) / 8,
    uploadThroughput: (slow.kBits * 1000) / 16
  });
  await session.send("Emulation.setCPUThrottlingRate", {rate: slow.processor});
}
