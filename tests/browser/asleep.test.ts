import type {Page, Route} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {encodeLink} from "../../components/notebook/edits/link.js";
import {chapters} from "./chapters.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

// A page is a finished document before it runs, and comes alive late.

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const pages = [...chapters, "lab"];

describe.each(pages)("%s", (path) => {
  test("is whole without JavaScript", async () => {
    const opened = await site.open(path, {javaScriptEnabled: false});
    const {page, requests} = opened;
    const figures = page.locator("figure");
    for (let i = 0; i < (await figures.count()); ++i) {
      const {height = 0, width = 0} = (await figures.nth(i).boundingBox()) ?? {};
      expect(Math.min(width, height), `figure ${i + 1}`).toBeGreaterThan(60);
    }
    expect(requests.filter((url) => url.endsWith(".js"))).toEqual([]);
    await closeWithoutFaults(opened);
  });

  test("comes alive as it is scrolled, and nothing moves", async () => {
    const opened = await site.open(path, {asleep: true, viewport: {width: 1440, height: 900}});
    const {page} = opened;
    const shift = await shiftWhile(page, async () => {
      await page.mouse.move(1, 1); // somebody is there
      await page.waitForTimeout(300);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (const stride of [700, -700])
        // what went by before the code came lives on the way back
        for (let y = 0; y < height; y += 700) {
          await page.mouse.wheel(0, stride);
          await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
        }
      await page.waitForFunction(() => "awake" in document.documentElement.dataset);
    });
    expect(shift).toBeLessThan(0.01);
    await closeWithoutFaults(opened);
  });
});

test("a page that is only begun loads one small script", async () => {
  const opened = await site.open("degradation", {asleep: true});
  expect(opened.requests.filter((url) => url.endsWith(".js"))).toEqual([expect.stringMatching(/start\./)]);
  await closeWithoutFaults(opened);
});

test("a figure on the first screen lives when a reader is there", async () => {
  const opened = await site.open("volumes", {asleep: true, viewport: {width: 1440, height: 900}});
  const scripts = () => opened.requests.filter((url) => url.endsWith(".js")).length;
  await opened.page.waitForTimeout(500);
  expect(scripts()).toBe(1);
  await opened.page.keyboard.press("Shift");
  await expect.poll(scripts).toBeGreaterThan(1);
  await closeWithoutFaults(opened);
});

/** Notes on the page that a race was seen to play: on a busy machine it can be over before it is looked for. */
const notePlaying = `addEventListener("DOMContentLoaded", () => {
  const look = () => {
    globalThis.played ||= [...document.querySelectorAll("button")].some((button) => button.textContent.trim() === "Pause");
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
});`;

test("the race of the first page plays before anybody is there", async () => {
  const opened = await site.open("", {asleep: true, script: notePlaying});
  await opened.page.waitForFunction(() => (globalThis as {played?: boolean}).played);
  await closeWithoutFaults(opened);
});

test("a browser finds a place on the page: one that the address names, and where the reader was", async () => {
  const opened = await site.open("paths#shuffle-them", {asleep: true});
  const {page, reload} = opened;
  const heading = page.locator("#shuffle-them");
  const top = async () => Math.round((await heading.boundingBox())!.y);
  const before = await top();
  expect(before).toBeGreaterThanOrEqual(0);
  expect(before).toBeLessThan(200);
  await page.evaluate(() => scrollBy(0, -100));
  await reload();
  await expect.poll(top).toBe(before + 100);
  await closeWithoutFaults(opened);
});

test("a press that came before the code starts the training", async () => {
  const opened = await site.open("gradients", {asleep: true});
  const {page, goTo} = opened;
  let send = () => {};
  const pressed = new Promise<void>((resolve) => (send = resolve));
  await page.route("**/_code/**", async (route) => {
    if (!route.request().url().includes("/start.")) await pressed;
    await route.continue();
  });
  const loading = goTo("degradation");
  const retrain = page.getByRole("button", {name: "Retrain"});
  await retrain.click();
  send();
  await loading;
  await expect.poll(() => page.getByRole("button", {name: "Pause"}).isEnabled()).toBe(true);
  await page.getByRole("button", {name: "Stop", exact: true}).first().click();
  await closeWithoutFaults(opened);
});

test("the drawn cells of the lab are not ones that the page was published with: a link brings its notebook", async () => {
  const lab = await site.open("lab", {asleep: true});
  expect(await lab.page.locator("editable-cell:not([data-added])").count()).toBe(0);
  expect(await lab.page.locator("editable-cell[data-added]").count()).toBeGreaterThan(0);
  const link = await encodeLink({title: "Linked", cells: [{key: "0", base: "", source: "display(1)"}]});
  const other = await site.open(`lab${link}`);
  await expect.poll(() => other.page.locator(".cells-banner ins").count()).toBe(1);
  await closeWithoutFaults(other);
  await closeWithoutFaults(lab);
});

test("where the code cannot be loaded, the page stays, and says so where it was touched", async () => {
  const {page, close, goTo} = await site.open("", {asleep: true});
  await page.route("**/_code/**", (route) =>
    route.request().url().includes("/start.") ? route.continue() : route.abort()
  );
  await goTo("degradation");
  const retrain = page.getByRole("button", {name: "Retrain"});
  await retrain.click();
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("could not be loaded");
  expect(await retrain.isVisible()).toBe(true);
  const cell = page.locator("#cell-network");
  await cell.locator("pre").click();
  await expect.poll(() => cell.getByRole("alert").textContent()).toContain("could not be loaded");
  await page.unroute("**/_code/**");
  await page.reload(); // until then a browser keeps that an import has failed
  await cell.locator("pre").click();
  await cell.locator(".cm-content").waitFor();
  expect(await page.locator(".wake-fault").count()).toBe(0);
  await close();
});

test.each([
  ["does not come", (route: Route) => route.abort("connectionreset")],
  ["is a proxy's page", (route: Route) => route.fulfill({contentType: "text/html", body: "<p>Sign in"})],
  ["is empty", (route: Route) => route.fulfill({contentType: "text/javascript", body: ""})]
])(
  "where the first script %s, the page says so on the screen that is read, until it is loaded anew",
  async (_, fate) => {
    const {page, close, goTo} = await site.open("", {asleep: true});
    const note = page.locator(".lost-code");
    expect(await note.isVisible()).toBe(false);
    await page.route("**/_code/start.*", fate);
    await goTo("degradation#retrain");
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("Reload the page");
    expect(await note.evaluate((element) => element.getBoundingClientRect().bottom === innerHeight)).toBe(
      true
    );
    await page.unroute("**/_code/start.*");
    await page.reload();
    expect(await note.isVisible()).toBe(false);
    await close();
  }
);

test("where a recording cannot be loaded, the page stays, says so where it was touched, and trains when it has come", async () => {
  const {page, close, goTo} = await site.open("", {asleep: true});
  const recording = /\/data\/degradation\.[^/]*json$/;
  await page.route(recording, (route) => route.abort("connectionreset"));
  await goTo("degradation");
  const figure = page.locator("#retrain");
  const retrain = figure.getByRole("button", {name: "Retrain"});
  await retrain.click();
  await expect.poll(() => figure.getByRole("alert").textContent()).toContain("could not be loaded");
  expect(await retrain.isVisible()).toBe(true);
  expect(await page.locator("main .observablehq--error").count()).toBe(0);
  await page.unroute(recording);
  await retrain.click(); // the next press tries again
  await expect.poll(() => figure.getByRole("button", {name: "Pause"}).isEnabled()).toBe(true);
  expect(await figure.locator(".wake-fault").count()).toBe(0);
  await figure.getByRole("button", {name: "Stop", exact: true}).first().click();
  await close();
});

/** Returns how far *act* moved what is seen, as layout shift, whether or not it followed an input. */
async function shiftWhile(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, {shifts});
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as {value: number}).value);
    }).observe({type: "layout-shift", buffered: false});
  });
  await act();
  return page.evaluate(() =>
    (window as unknown as {shifts: number[]}).shifts.reduce((sum, value) => sum + value, 0)
  );
}
