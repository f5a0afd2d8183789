import {group} from "d3-array";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {builtFiles} from "../builtSite.js";
import {type OpenPage, type OpenSite, openSite} from "./site.js";

const paths = builtFiles()
  .filter((path) => path.endsWith(".html") && path !== "404.html")
  .map((path) => path.replace(/(^index)?\.html$/, ""));
const isEmbed = (path: string) => path.startsWith("embed/");
const embedsOf = group(paths.filter(isEmbed), (path) => path.split("/")[1]);

/** Each is loaded in one colour scheme, and then shown in the other. */
const screens = [
  {width: 1440, height: 900, schemes: ["light", "dark"]},
  {width: 390, height: 844, schemes: ["dark", "light"]}
] as const;
type Screen = (typeof screens)[number];

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

function openOn({width, height, schemes}: Screen, path: string): Promise<OpenPage> {
  return site.open(path, {colorScheme: schemes[0], viewport: {width, height}});
}

/** Expects a page that shows no error and is as wide as its window, in each scheme in turn. */
async function expectWhole({page, faults}: OpenPage, {schemes}: Screen, path: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({colorScheme});
    expect(await page.locator("main .observablehq--error").allTextContents(), path).toEqual([]);
    await expect
      .poll(
        () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        {
          message: `pixels that ${path} is wider than the window, ${colorScheme}`,
          timeout: 10_000
        }
      )
      .toBe(0);
  }
  expect(faults, path).toEqual([]);
}

/** The two screens, in turns: which a page is opened on, and which it goes to. */
const screensFor = (index: number) => (index % 2 === 0 ? screens : screens.toReversed());

test.each(paths.filter((path) => !isEmbed(path)).map((path, index) => ({path, index})))(
  "/course/$path opens at one width, and goes to the other",
  async ({path, index}) => {
    const [first, second] = screensFor(index);
    const opened = await openOn(first, path);
    await expectWhole(opened, first, path);
    await opened.page.setViewportSize(second);
    await expectWhole(opened, second, path);
    await opened.release();
  }
);

// What a page shares with its embeds is tried above: they are opened one after the other in one window.
describe.each([...embedsOf])("the embeds of %s", (_, embeds) => {
  test("open at one width, and go to the other", async () => {
    const opened = await openOn(screens[0], embeds[0]);
    for (const [index, path] of embeds.entries()) {
      const [first, second] = screensFor(index);
      await opened.page.setViewportSize(first);
      await opened.page.emulateMedia({colorScheme: first.schemes[0]});
      if (index > 0) await opened.goTo(path);
      await expectWhole(opened, first, path);
      await opened.page.setViewportSize(second);
      await expectWhole(opened, second, path);
    }
    await opened.release();
  });
});

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
