import {setTimeout as delay} from "node:timers/promises";
import type {Browser, Page} from "puppeteer-core";

/** A built site that is served, and Firefox to look at it. */
export interface FirefoxView {
  browser: Browser;
  /** The address of the first page. */
  url: string;
}

/** A page of the site, open in Firefox. */
export interface FirefoxPage {
  page: Page;
  /** What went wrong so far: console errors, exceptions, files that did not come. */
  faults: string[];
}

/** Milliseconds after which what is waited for counts as what does not come. */
const patienceMs = 60_000;

/**
 * Opens a page of the site in a Firefox of its own storage, brings it to life, calls *use* when it has come to rest, and closes
 * it. Resolves to what went wrong; what is thrown is among it.
 */
export async function inFirefox(
  {browser, url}: FirefoxView,
  path: string,
  width: number,
  use: (opened: FirefoxPage) => Promise<void>
): Promise<string[]> {
  const context = await browser.createBrowserContext();
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    recordFaults(page, faults);
    await setWindow(page, width);
    await page.goto(new URL(path, url).href);
    await wake(page);
    await rest(page);
    await use({page, faults});
    await rest(page);
  } catch (error) {
    faults.push(`${error}`.split("\n")[0]);
  } finally {
    await context.close();
  }
  return faults;
}

function recordFaults(page: Page, faults: string[]): void {
  page.on("pageerror", (error) =>
    faults.push(`exception: ${error instanceof Error ? (error.stack ?? error) : error}`)
  );
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (!/ABORT/.test(reason)) faults.push(`${reason}: ${request.url()}`); // what a page no longer wants is no fault
  });
}

/**
 * Makes a page's window so wide. A workaround: puppeteer-core also sets how a screen is turned, which Firefox 140 does not know;
 * the size is set all the same. To be deleted when no Firefox ESR is so old.
 */
async function setWindow(page: Page, width: number): Promise<void> {
  await page.setViewport({width, height: width < 500 ? 844 : 900}).catch((error: Error) => {
    if (!/unknown command emulation\.setScreenOrientationOverride/.test(error.message)) throw error;
  });
  await until(page, `innerWidth === ${width}`);
}

/** Brings a page with cells to life, as a reader does who points at something. */
async function wake(page: Page): Promise<void> {
  if ((await page.$("script[data-code]")) === null) return;
  await page.evaluate("void dispatchEvent(new Event('wake'))");
  await page.waitForSelector("html[data-awake]");
}

/** Waits until a page shows what it loads, and asks for nothing. */
async function rest(page: Page): Promise<void> {
  await until(page, "!document.querySelector('observablehq-loading')");
  await page.evaluate("document.fonts.ready.then(() => {})");
  await page.waitForNetworkIdle({idleTime: 300});
}

/**
 * Waits until an expression is true in the page; rejects if that takes too long. Not by `waitForFunction`, which makes a function
 * of text in the page, as the page's policy forbids.
 */
export async function until(page: Page, expression: string): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(50))
    if (await page.evaluate(`Boolean(${expression})`)) return;
  throw new Error(`not within ${patienceMs / 1000} s: ${expression}`);
}
