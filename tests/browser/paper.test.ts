import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {chapters} from "./chapters.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

// On paper a page has all that it says, and nothing that only a screen can use.

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What only a screen can use: forms, what is downloaded, what is laid under a figure, the search. */
const controls = "form, fieldset, .controls, .overlays, progress, #search, select, input, textarea";

describe.each(chapters)("%s", (path) => {
  test("is printed whole, asleep and awake", async () => {
    for (const asleep of [true, false]) {
      const opened = await site.open(path, {asleep});
      const {page} = opened;
      await page.emulateMedia({media: "print"});
      const seen = await page.evaluate(
        ({controls}) => {
          const isSeen = (element: Element) =>
            element.checkVisibility() && element.getClientRects().length > 0;
          return {
            controls: [...document.querySelectorAll(controls)]
              .filter(isSeen)
              .map(({outerHTML}) => outerHTML.slice(0, 120)),
            // What was shut, and what stands in it.
            folded: [...document.querySelectorAll("details:not(:has(form, .controls)) > :not(summary)")]
              .filter((part) => part.closest("details")!.checkVisibility() && part.clientHeight === 0)
              .map(({outerHTML}) => outerHTML.slice(0, 120)),
            paleSwatches: [...document.querySelectorAll(".swatch")]
              .filter((swatch) => getComputedStyle(swatch).getPropertyValue("print-color-adjust") !== "exact")
              .map(({outerHTML}) => outerHTML)
          };
        },
        {controls}
      );
      expect(seen, asleep ? "asleep" : "awake").toEqual({controls: [], folded: [], paleSwatches: []});
      await closeWithoutFaults(opened);
    }
  });
});

test("a printed page has the key's colours, without its backgrounds", async () => {
  const opened = await site.open("degradation");
  const {page} = opened;
  await page.emulateMedia({media: "print"});
  const colors = await page.evaluate(() =>
    [...document.querySelectorAll(".swatch")].map((swatch) => getComputedStyle(swatch).backgroundColor)
  );
  expect(new Set(colors).size).toBeGreaterThanOrEqual(4); // the four networks
  const pdf = await page.pdf({format: "A4", printBackground: false});
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThan(2);
  await closeWithoutFaults(opened);
});
