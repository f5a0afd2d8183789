import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {axeFindings} from "../../scripts/check/axe.js";
import {crawl} from "../../scripts/check/crawl.js";
import {findingLines} from "../../scripts/check/finding.js";
import {serveSite, type StaticServer} from "../../scripts/staticServer.js";
import {builtFiles} from "../builtSite.js";

// The short form of `npm run check:pages`.

let server: StaticServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Figures in frames are parts of pages; embeds.test.ts looks at them. */
const paths = builtFiles()
  .filter((path) => path.endsWith(".html") && !path.startsWith("embed/"))
  .map((path) => path.replace(/(^index)?\.html$/, ""));

describe.each(paths)("/%s", (path) => {
  test("has no fault that axe knows of, in either colour scheme", async () => {
    const findings = await axeFindings({browser, url: server.url}, path, {states: ["awake"]});
    expect(findingLines(findings)).toEqual([]);
  });

  // Whether a page moves depends on how busy the machine is: only check:pages asks that. A slide is scaled to its screen, and
  // slides.test.ts looks at each.
  test.skipIf(path.startsWith("examples/slides"))(
    "cuts nothing off, and lets nothing stick out, on a phone and a laptop",
    async () => {
      const {findings} = await crawl({browser, url: server.url}, path, {widths: [390, 1440]});
      expect(findingLines(findings.filter(({rule}) => !rule.startsWith("moves")))).toEqual([]);
    }
  );
});
