import {setTimeout as delay} from "node:timers/promises";
import type {Browser, BrowserContext, BrowserContextOptions, Page} from "playwright-core";
import {pageRest, wakePage} from "../../check/pageRest.js";
import {UnkeptPromise} from "../unkept.js";

/** One who visits the course in a browser context of their own, and sees what a page says. Made by createReader. */
export interface Reader {
  readonly context: BrowserContext;
  /** Exceptions that nobody caught, on any of the reader's pages. */
  readonly exceptions: readonly string[];
  /** Opens a page of the site in a tab of its own; with **rests** waits until it is alive and has come to rest. Defaults to true. */
  open(path: string, options?: {rests?: boolean}): Promise<Page>;
  close(): Promise<void>;
}

/** Options of createReader, besides those of the context. */
export interface ReaderOptions extends BrowserContextOptions {
  /** Code that runs on each page before any of its own. Defaults to none. */
  script?: string;
}

/** How long a busy machine may take for what a reader waits for. */
export const patienceMs = 90_000;

/** Returns a reader of the site at *url*, whose computer has two cores. */
export async function createReader(
  browser: Browser,
  url: string,
  {script, ...options}: ReaderOptions = {}
): Promise<Reader> {
  const context = await browser.newContext({serviceWorkers: "block", ...options});
  await context.addInitScript(`Object.defineProperty(navigator, "hardwareConcurrency", {value: 2})`);
  if (script) await context.addInitScript(script);
  const exceptions: string[] = [];
  context.on("weberror", (error) => {
    const {stack, message} = error.error();
    exceptions.push(stack || message);
  });
  return {
    context,
    exceptions,
    async open(path, {rests = true} = {}) {
      const page = await context.newPage();
      page.setDefaultTimeout(patienceMs);
      const rest = pageRest(page);
      await page.goto(new URL(path, url).href);
      if (!rests) return page;
      await wakePage(page);
      await rest();
      return page;
    },
    close: () => context.close()
  };
}

/** Waits until *look* returns something else than undefined or false, and returns that. Throws what is missing after a while. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  {withinMs = patienceMs} = {}
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new UnkeptPromise(`missing after ${withinMs / 1000} s: ${what}`);
    await delay(50);
  }
}
