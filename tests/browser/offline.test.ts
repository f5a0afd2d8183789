import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {wakePage} from "../../scripts/check/pageRest.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {chapters} from "./chapters.js";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

/** A reader who has visited one page, and stayed until all of the site is kept. */
async function visited(site: StaticServer, path: string) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(120_000); // a busy machine takes its time
  await page.goto(new URL(path, site.url).href);
  await page
    .getByText("All pages are kept in this browser, and work without a network.")
    .waitFor({timeout: 120_000});
  return page;
}

describe("a browser that has visited one page, whose network is gone,", () => {
  test("reads every page, and trains", async () => {
    const site = await serveSite({base: "/course/"});
    const page = await visited(site, "gradients");
    await site.close();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    for (const path of ["", "lab", "primer", ...chapters]) {
      await page.goto(new URL(path, site.url).href);
      expect(await page.locator("main h1").textContent(), path).toMatch(/\S/);
      await wakePage(page);
    }
    await page.goto(
      new URL("degradation?nets=cifar-resnet-8&width=1&steps=3&batch=8&evaluationImages=64", site.url).href
    );
    await wakePage(page); // until then there are two forms of it: for a wide and for a narrow window
    await page.locator("#retrain [data-action=start]").click();
    await page
      .locator("#retrain .status")
      .getByText(/done|trained|step 3|3 steps/i)
      .first()
      .waitFor({timeout: 120_000});
    await page.goto(new URL("nowhere", site.url).href);
    expect(await page.title()).toMatch(/not|missing|404|found/i);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test("a reader on a line that is paid by its bytes is asked, where it is more than 5 MB", async () => {
  const site = await serveSite();
  const context = await browser.newContext();
  await context.addInitScript(() =>
    Object.defineProperty(navigator, "connection", {value: {saveData: true}})
  );
  const page = await context.newPage();
  await page.route("**/offline.json", (route) => route.fulfill({json: {bytes: 12_300_000}}));
  await page.goto(site.url);
  await page.getByRole("button", {name: "Load 12.3 MB"}).waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.getByRole("button", {name: "Load 12.3 MB"}).click();
  await page.getByText(/All pages are kept/).waitFor({timeout: 120_000});
  await context.close();
  await site.close();
});
