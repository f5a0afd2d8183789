import {setTimeout as delay} from "node:timers/promises";
import type {Page, Request} from "playwright-core";
import {inPage} from "./inPage.js";

/** Milliseconds after which a page that still loads or works is taken as it is. */
const patience = 10_000;

/**
 * Returns a function that waits until a page shows what it loads, asks for nothing, and has nothing to do: three times in
 * a row, since what it was idle for may come in between. It does not wait for ever: the browser does not tell the end of
 * every request. Called before the page goes anywhere.
 */
export function pageRest(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on("request", (request) => open.add(request));
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (request) => open.delete(request));
  return async () => {
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    const end = Date.now() + patience;
    await Promise.race([inPage(page, async () => void (await document.fonts.ready)), delay(patience)]);
    for (let times = 0; times < 3 && Date.now() < end; times = open.size === 0 ? times + 1 : 0)
      await inPage(
        page,
        () =>
          new Promise<void>((resolve) =>
            // What a test takes from the page is gone for this, too.
            typeof requestIdleCallback === "function"
              ? requestIdleCallback(() => resolve(), {timeout: 5000})
              : setTimeout(resolve, 50)
          )
      );
  };
}

/** Brings a page with cells to life, as a reader does who points at something. */
export async function wakePage(page: Page): Promise<void> {
  const sleeps = await inPage(
    page,
    () => document.querySelector("script[data-code]") && !("awake" in document.documentElement.dataset)
  );
  if (!sleeps) return;
  await page.evaluate(() => dispatchEvent(new Event("wake")));
  await page.waitForFunction(() => "awake" in document.documentElement.dataset);
}
