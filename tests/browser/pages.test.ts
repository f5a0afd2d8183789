import {afterAll, beforeAll, expect, test} from "vitest";
import {axeOn} from "../../scripts/check/axe.js";
import {type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

test("the first thing the keyboard reaches leads to the text", async () => {
  const {page, close} = await site.open("");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip-link");
  expect((await page.locator(".skip-link").boundingBox())!.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  await close();
});

test("the list of pages opens on a phone, by keyboard too, and leads to a page", async () => {
  const {page, close} = await site.open("", {viewport: {width: 390, height: 844}});
  const link = page.locator("#observablehq-sidebar a").nth(1);
  expect(await link.isVisible()).toBe(false);
  await page.locator("#observablehq-sidebar-toggle").focus();
  await page.keyboard.press("Space");
  await link.click();
  await page.waitForURL(/\/course\/degradation$/);
  await close();
});

test("formulas are set in KaTeX's own font, without its script", async () => {
  const {page, close} = await site.open("");
  const families = await page.evaluate(() =>
    [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family)
  );
  expect(families).toContain("KaTeX_Math");
  expect(await page.locator("math").count()).toBeGreaterThan(0);
  await close();
});

test("a page that is not there is answered by one that is, at any depth", async () => {
  const {page, faults, close} = await site.open("no/such/page");
  expect(faults.filter((fault) => !/404/.test(fault))).toEqual([]);
  expect(await page.locator("h1").textContent()).toBe("There is no such page");
  expect(await page.evaluate(() => getComputedStyle(document.querySelector(".skip-link")!).position)).toBe(
    "absolute"
  );
  expect(await axeOn(page)).toEqual([]);
  await page.locator("main a[href='./']").click();
  await page.waitForURL(site.url);
  await close();
});

test("on paper there is the text and nothing to press", async () => {
  const {page, close} = await site.open("");
  await page.emulateMedia({media: "print"});
  for (const id of ["observablehq-sidebar", "observablehq-sidebar-toggle", "observablehq-footer"]) {
    expect(await page.locator(`#${id}`).isVisible(), id).toBe(false);
  }
  expect(await page.locator("main p.lead").first().isVisible()).toBe(true);
  await close();
});
