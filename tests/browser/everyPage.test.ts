import {group} from "d3-array";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {axeOn, rulesOfColors} from "../../scripts/check/axe.js";
import {leastTextAt, looksFindings} from "../../scripts/check/looks.js";
import {openDetails} from "../../scripts/check/openDetails.js";
import {pageRest} from "../../scripts/check/pageRest.js";
import {scrollThrough} from "../../scripts/check/scrollThrough.js";
import {builtFiles} from "../builtSite.js";
import {type OpenPage, type OpenSite, openSite} from "./site.js";

// The short form of `npm run check:pages`: each page is opened on one screen in one colour scheme, and goes to the others
// from there. Whether it moves depends on how busy the machine is: only check:pages asks that of all of them.

const paths = builtFiles()
  .filter((path) => path.endsWith(".html") && path !== "404.html")
  .map((path) => path.replace(/(^index)?\.html$/, ""));
const isEmbed = (path: string) => path.startsWith("embed/");
const embedsOf = group(paths.filter(isEmbed), (path) => path.split("/")[1]);

interface Screen {
  width: number;
  height: number;
  /** The colour schemes in which a page is shown, in their order. */
  schemes: readonly ("light" | "dark")[];
}

const screens: readonly Screen[] = [
  {width: 1440, height: 900, schemes: ["light", "dark"]},
  {width: 390, height: 844, schemes: ["dark", "light"]}
];

/** The two screens, in turns: which a page is opened on, and which it goes to. */
const screensFor = (index: number) => (index % 2 === 0 ? screens : screens.toReversed());

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe("each page fits a laptop and a phone, in either colour scheme, without a fault that axe knows of", () => {
  const pages = paths.filter((path) => !isEmbed(path));
  test.each(pages.map((path, index) => ({path, index})))("/course/$path", async ({path, index}) => {
    const [first, second] = screensFor(index);
    const opened = await openOn(first, path);
    const rest = pageRest(opened.page);
    // A slide is scaled to its screen, and slides.test.ts looks at each.
    const look = path.startsWith("examples/slides") ? undefined : lookAt;
    await look?.(opened, first, rest);
    await expectWhole(opened, first, path, async (colorScheme) => {
      await rest();
      const findings = await axeOn(opened.page, colorScheme === first.schemes[0] ? undefined : rulesOfColors);
      expect(findings, colorScheme).toEqual([]);
    });
    await opened.page.setViewportSize(second);
    await rest();
    await look?.(opened, second, rest);
    await expectWhole(opened, second, path);
    await opened.release();
  });
});

// What a page shares with its embeds is tried above: they are opened one after the other in one window, and shown on each
// screen in one colour scheme. embeds.test.ts looks at them.
describe.each([...embedsOf])("the embeds of %s", (_, embeds) => {
  test("open at one width, and go to the other", async () => {
    const opened = await openOn(screens[0], embeds[0]);
    for (const [index, path] of embeds.entries()) {
      const [first, second] = screensFor(index).map(({schemes: [scheme], ...screen}) => ({
        ...screen,
        schemes: [scheme]
      }));
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

function openOn({width, height, schemes}: Screen, path: string): Promise<OpenPage> {
  return site.open(path, {colorScheme: schemes[0], viewport: {width, height}});
}

/** Reads a page to its end, with all details open, and expects that nothing is cut off or sticks out. */
async function lookAt({page}: OpenPage, {width}: Screen, rest: () => Promise<void>): Promise<void> {
  await scrollThrough(page, rest);
  await openDetails(page);
  await rest();
  expect(await looksFindings(page, {leastText: leastTextAt(width)}), `${width} px`).toEqual([]);
}

/** Expects a page that shows no error and is as wide as its window, in each scheme in turn, in which *look* is called. */
async function expectWhole(
  {page, faults}: OpenPage,
  {schemes}: Screen,
  path: string,
  look?: (scheme: "light" | "dark") => Promise<void>
): Promise<void> {
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
    await look?.(colorScheme);
  }
  expect(faults, path).toEqual([]);
}
