import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

// The first page: its race is there at once, fits the window, goes by once, and trains.

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const still = {reducedMotion: "reduce"} as const;
const step = (page: Page) =>
  page.getByRole("slider").evaluate((input: HTMLInputElement) => input.valueAsNumber);
const answers = (page: Page) =>
  page.locator(".race-answers [role=cell]:is(.right, .wrong)").allTextContents();

describe.each([
  [1440, 900],
  [1280, 720]
])("in a window of %i×%i", (width, height) => {
  test("the race, its buttons and its line of status are on the first screen", async () => {
    const opened = await site.open("", {...still, viewport: {width, height}});
    const {y = 0, height: own = 0} = (await opened.page.locator(".race").boundingBox())!;
    expect(y + own).toBeLessThanOrEqual(height);
    await closeWithoutFaults(opened);
  });
});

test("on a phone nothing is wider than the window, and no type is smaller than 11 pixels", async () => {
  const opened = await site.open("", {...still, viewport: {width: 390, height: 844}});
  const {page} = opened;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const small = await page
    .locator(".race, .page-cards, .doors")
    .evaluateAll(
      (parts) =>
        parts.flatMap((part) =>
          [...part.querySelectorAll("*")].filter(
            (element) =>
              [...element.childNodes].some(
                ({nodeType, textContent}) => nodeType === 3 && textContent!.trim()
              ) && parseFloat(getComputedStyle(element).fontSize) < 11
          )
        ).length
    );
  expect(small).toBe(0);
  const cut = await page
    .locator(".race-answers :is(.right, .wrong)")
    .evaluateAll((cells) => cells.filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth).length);
  expect(cut).toBe(0);
  await closeWithoutFaults(opened);
});

test("without JavaScript the end of the race stands there", async () => {
  const opened = await site.open("", {javaScriptEnabled: false});
  const {page} = opened;
  expect(await answers(page)).toHaveLength(4 * 12);
  expect(await page.locator(".race-names b").count()).toBe(4);
  const images = await page.locator(".race-answers img").all();
  expect(images).toHaveLength(12);
  await closeWithoutFaults(opened);
});

test("comes alive without moving, and the race goes by once", async () => {
  const opened = await site.open("", {asleep: true, viewport: {width: 1280, height: 720}});
  const {page} = opened;
  const placeOfRace = () => page.locator(".race").boundingBox();
  let before: Awaited<ReturnType<typeof placeOfRace>> = null; // while what lives takes the drawing's place
  await expect.poll(async () => (before = await placeOfRace())).not.toBeNull();
  await page.addInitScript(watchRace); // the race goes by in seconds
  await opened.reload();
  const watched = () =>
    page.evaluate((): WatchedRace => ({...(window as unknown as {watched: WatchedRace}).watched}));
  await expect.poll(async () => (await watched()).leastStep).toBeLessThan(200);
  await page.getByRole("button", {name: "Play"}).waitFor(); // the slider is at the nearest step before the end is reached
  expect(await step(page)).toBe(200);
  expect(await placeOfRace()).toEqual(before);
  expect((await watched()).shift).toBeLessThanOrEqual(0.01);
  await closeWithoutFaults(opened);
});

test("the slider goes from step to step by the keyboard, and the answers follow", async () => {
  const opened = await site.open("", still);
  const {page} = opened;
  await page.waitForFunction(() => "awake" in document.documentElement.dataset);
  const last = await answers(page);
  await page.getByRole("slider").press("Home");
  await expect.poll(() => step(page)).toBe(10);
  expect(await answers(page)).not.toEqual(last);
  await page.getByRole("slider").press("ArrowRight");
  expect(await step(page)).toBe(20);
  await closeWithoutFaults(opened);
});

test("a letter of the formula lights up its parts of towers and curves", async () => {
  const opened = await site.open("", still);
  const {page} = opened;
  await page.waitForFunction(() => "awake" in document.documentElement.dataset);
  await page.locator(".opening [data-symbol=F]").first().hover();
  expect(await page.evaluate(() => document.documentElement.dataset.lit)).toBe("F");
  for (const part of [".tower [data-symbol=F]", ".race-plot [data-symbol=F]"])
    expect(await page.locator(part).count()).toBeGreaterThan(0);
  await closeWithoutFaults(opened);
});

test("Train them here trains all four in their place, and they answer", async () => {
  const opened = await site.open("", still);
  const {page} = opened;
  await page.getByRole("button", {name: "Train them here"}).click();
  await expect.poll(() => answers(page), {timeout: 300_000}).toHaveLength(4 * 12);
  const status = page.locator(".race .status"); // the answers of the recording may stand while it prepares
  await expect.poll(() => status.textContent(), {timeout: 300_000}).toMatch(/^Step \d+/);
  await page.getByRole("button", {name: "Stop", exact: true}).click();
  await expect.poll(() => page.getByRole("button", {name: "Train again"}).isEnabled()).toBe(true);
  await closeWithoutFaults(opened);
});

/** What has been seen of a page since it began. */
interface WatchedRace {
  /** How much has moved: the sum of its layout shifts. */
  shift: number;
  /** The least step that its slider has been at. */
  leastStep: number;
}

/** Watches a page, in it, from before it is read. */
function watchRace(): void {
  const watched: WatchedRace = {shift: 0, leastStep: Infinity};
  Object.assign(window, {watched});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {value: number})[])
      watched.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setInterval(() => {
    const slider = document.querySelector<HTMLInputElement>(".race [type=range]");
    if (slider) watched.leastStep = Math.min(watched.leastStep, slider.valueAsNumber);
  }, 20);
}
