import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {pageRest} from "./pageRest.js";

/** A built site that is served, and a browser to look at it. */
export interface SiteView {
  browser: Browser;
  /** The address of the first page. */
  url: string;
}

export interface ViewOptions extends BrowserContextOptions {
  /** Keeps the page as it was built: its code does not come. Defaults to false. */
  asleep?: boolean;
  /** Is called before the page is loaded. */
  before?(page: Page): Promise<void> | void;
}

/** Opens a page in a context of its own, calls *use* when it has come to rest, and closes it. */
export async function withPage<Result>(
  {browser, url}: SiteView,
  path: string,
  {asleep = false, before, ...options}: ViewOptions,
  use: (page: Page, rest: () => Promise<void>) => Promise<Result>
): Promise<Result> {
  const context = await browser.newContext({serviceWorkers: "block", ...options});
  try {
    const page = await context.newPage();
    if (asleep)
      await page.route(/\/_code\//, (route) =>
        /\/(start|search)\./.test(route.request().url()) ? route.continue() : route.abort()
      );
    const rest = options.javaScriptEnabled === false ? async () => {} : pageRest(page);
    await before?.(page);
    await page.goto(new URL(path, url).href);
    await rest();
    return await use(page, rest);
  } finally {
    await context.close();
  }
}
