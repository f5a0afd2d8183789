import {afterAll, beforeAll, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test("the search comes when its field is touched, finds a section by keyboard, and leads to it", async () => {
  const opened = await site.open("", {asleep: true});
  const {page, requests} = opened;
  expect(requests.filter((url) => /search|pagefind/.test(url))).toEqual([]);
  const field = page.getByRole("searchbox", {name: "Search all pages"});
  await field.fill("shattered");
  const results = page.locator("#search-results a");
  await results.first().waitFor();
  expect(await page.locator("#search-status").textContent()).toBe(`${await results.count()} found`);
  expect(await results.locator("mark").first().textContent()).toMatch(/^shatter/i);
  await page.keyboard.press("ArrowDown");
  expect(await results.first().evaluate((link) => link === document.activeElement)).toBe(true);
  await page.keyboard.press("ArrowUp");
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  const [href] = await results.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  expect(await page.locator("main").textContent()).toMatch(/shattered/i);
  await closeWithoutFaults(opened);
});

test("the search finds text in each chapter, and no code", async () => {
  const opened = await site.open("paths", {asleep: true});
  const {page} = opened;
  const field = page.locator("#search-field");
  const found = async (text: string) => {
    await field.fill(text);
    await page.waitForFunction((text) => {
      const said = document.querySelector("#search-status")!.textContent!;
      return said.includes("found") || said.includes(`“${text}”`);
    }, text);
    return page
      .locator("#search-results a")
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  };
  expect(await found("cardinality")).toContain("/course/cardinality");
  await field.fill("");
  expect(await page.locator("#search-results a").count()).toBe(0);
  expect(await found("ывщщ")).toEqual([]);
  expect(await page.locator("#search-status").textContent()).toBe("No page has “ывщщ”.");
  await page.keyboard.press("Escape");
  expect([await field.inputValue(), await page.locator("#search-status").textContent()]).toEqual(["", ""]);
  await closeWithoutFaults(opened);
});

test("where the search cannot be loaded, its field says so, and tries again", async () => {
  const {page, close} = await site.open("gradients", {asleep: true});
  await page.route("**/_code/search.*", (route) => route.abort());
  const status = page.locator("#search-status");
  await page.locator("#search-field").focus();
  await expect.poll(() => status.textContent()).toMatch(/^The search could not be loaded/);
  await page.unroute("**/_code/search.*");
  await page.route("**/pagefind/**", (route) => route.abort());
  await page.locator("h1 a").focus();
  await page.locator("#search-field").fill("gradient");
  await expect.poll(() => status.textContent()).toMatch(/could not be loaded|cannot be searched/);
  await close();
});

test("a heading's link is copied when it is pressed, by keyboard too, and that is said", async () => {
  const opened = await site.open("degradation", {
    asleep: true,
    permissions: ["clipboard-read", "clipboard-write"]
  });
  const {page} = opened;
  const link = page.locator("h2 a.observablehq-header-anchor").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(await link.evaluate((a) => (a as HTMLAnchorElement).href));
  await expect.poll(() => page.locator("[role=status]", {hasText: "Link copied."}).count()).toBe(1);
  expect(await page.evaluate(() => location.hash)).toMatch(/^#./);
  await closeWithoutFaults(opened);
});
