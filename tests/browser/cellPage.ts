import type {Locator, Page} from "playwright-core";
import {expect} from "vitest";
import type {OpenOptions, OpenPage, OpenSite} from "./site.js";

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
}

/** Opens a page with editable cells, and waits until they are at work. */
export async function openCellPage(site: OpenSite, path: string, options?: OpenOptions): Promise<CellPage> {
  const opened = await site.open(path, options);
  const {page} = opened;
  const cell = (key: string) => page.locator(`#cell-${key}`);
  const shows = async (place: Locator, pattern: RegExp) => {
    await expect.poll(() => place.textContent(), {timeout: 60_000, interval: 50}).toMatch(pattern);
  };
  const areAtWork = () => page.locator(".cell-buttons").first().waitFor();
  if (options?.javaScriptEnabled !== false) await areAtWork();
  return {
    ...opened,
    cell,
    shows,
    async edit(key, code, {run = true} = {}) {
      const content = cell(key).locator(".cm-content");
      const button = cell(key).getByRole("button", {name: /^Edit/});
      await expect // a new cell opens by itself, which may come between a look and a press
        .poll(
          async () => {
            if ((await content.count()) === 0) await button.click({timeout: 1000}).catch(() => {});
            return content.count();
          },
          {timeout: 60_000}
        )
        .toBe(1);
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
      await opened.reload();
      await areAtWork();
    }
  };
}

/** Returns how many training workers the page has. */
export function workerCount(page: Page): number {
  return page.workers().length;
}
