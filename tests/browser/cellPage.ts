import type {BrowserContextOptions, Locator, Page} from "playwright-core";
import {expect} from "vitest";
import type {OpenPage, OpenSite} from "./site.js";

/** A page with editable cells, as a reader uses it. */
export interface CellPage extends OpenPage {
  cell(key: string): Locator;
  /** Opens a cell's editor, writes *code* in the place of all that is there, and runs it. */
  edit(key: string, code: string, options?: {run?: boolean}): Promise<void>;
  press(key: string, name: string): Promise<void>;
  /** Waits until what a cell says is wrong matches. */
  says(key: string, pattern: RegExp): Promise<void>;
  /** Waits until nothing is wrong with a cell. */
  isFine(key: string): Promise<void>;
  /** Waits until a place on the page matches. */
  shows(place: Locator, pattern: RegExp): Promise<void>;
  /** The requests so far, from the site's root. */
  requests: string[];
  /** Loads the page anew, as the browser does. */
  reload(): Promise<void>;
}

/** Opens a page with editable cells, and waits until they are at work. */
export async function openCellPage(
  site: OpenSite,
  path: string,
  options?: BrowserContextOptions
): Promise<CellPage> {
  const opened = await site.open("404", options); // to listen before the page itself is loaded
  opened.faults.length = 0;
  const {page} = opened;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(site.url, "")));
  const cell = (key: string) => page.locator(`#cell-${key}`);
  const shows = async (place: Locator, pattern: RegExp) => {
    await expect.poll(() => place.textContent(), {timeout: 60_000, interval: 50}).toMatch(pattern);
  };
  const arrive = async () => {
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    await page.locator(".cell-buttons").first().waitFor();
  };
  await page.goto(new URL(path, site.url).href, {waitUntil: "networkidle"});
  if (options?.javaScriptEnabled !== false) await arrive();
  return {
    ...opened,
    cell,
    requests,
    shows,
    async edit(key, code, {run = true} = {}) {
      const content = cell(key).locator(".cm-content");
      const button = cell(key).getByRole("button", {name: /^Edit/});
      await content.or(button).first().waitFor();
      if ((await content.count()) === 0) await button.click();
      await content.focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(code);
      if (run) await page.keyboard.press("Shift+Enter");
    },
    press: (key, name) =>
      cell(key)
        .getByRole("button", {name: new RegExp(`^${name}`)})
        .click(),
    says: (key, pattern) => shows(cell(key).locator(".cell-message"), pattern),
    isFine: (key) => shows(cell(key).locator(".cell-message"), /^$/),
    async reload() {
      await page.reload({waitUntil: "networkidle"});
      await arrive();
    }
  };
}

/** Closes a page on which nothing may have gone wrong behind the reader's back. */
export async function closeWithoutFaults({faults, close}: OpenPage): Promise<void> {
  expect(faults).toEqual([]);
  await close();
}

/** Returns how many training workers the page has. */
export function workerCount(page: Page): number {
  return page.workers().length;
}
