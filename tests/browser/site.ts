import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {expect} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {pageRest, wakePage} from "../../scripts/check/pageRest.js";
import {serveSite} from "../../scripts/staticServer.js";

/** The built site, served, and a browser to look at it. Whoever opens it closes it. */
export interface OpenSite {
  /** The address of the first page. The site lies below a path of its own, as on a host with other sites. */
  url: string;
  /** Opens a page of the site in a browser that knows nothing of it, and waits until it is alive and has come to rest. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Leaves the page as it was built until something on it is touched or near. Defaults to false. */
  asleep?: boolean;
  /** Code that runs on the page before any of its own. Defaults to none. */
  script?: string;
  /** Keeps the page from other tests, since this one changes more than what a site can store. Defaults to false. */
  apart?: boolean;
}

export interface OpenPage {
  page: Page;
  /** What went wrong so far: console errors, exceptions, answers of 400 and more, requests to another host. */
  faults: string[];
  /** The requests so far, from the site's root. */
  requests: string[];
  /** Goes to another page of the site, and waits until it has come to rest. */
  goTo(path: string): Promise<void>;
  /** Loads the page anew, and waits until it has come to rest. */
  reload(): Promise<void>;
  close(): Promise<void>;
  /** Lets the next test have what is open: half of a page's opening is the browser's own. Closes what is not to be shared. */
  release(): Promise<void>;
}

/** Serves `dist` and starts a browser. **webgpu** gives the browser a software WebGPU device. */
export async function openSite({webgpu = false, base = "/course/"} = {}): Promise<OpenSite> {
  const server = await serveSite({base});
  const browser = await launchBrowser({webgpu});
  const released: ReleasedPages = new Map();
  return {
    url: server.url,
    open: (path, options) => openPage({browser, released, url: server.url}, path, options),
    close: async () => {
      await browser.close();
      await server.close();
    }
  };
}

/** Cores of the tests' computer, as far as its pages know: so many workers train side by side. */
export const cores = 2;

/** Closes a page on which nothing may have gone wrong behind the reader's back. */
export async function closeWithoutFaults({
  faults,
  release
}: Pick<OpenPage, "faults" | "release">): Promise<void> {
  expect(faults).toEqual([]);
  await release();
}

/** A file of the site that does nothing. Where a page goes between two tests, its process is kept only within the site. */
const quiet = "manifest.webmanifest";

/** What is listened for on a page, by us and by tests. The browser's driver listens for more. */
const heard = ["console", "pageerror", "request", "requestfailed", "requestfinished", "response"];

/** Pages that tests have released, by the options of their contexts. */
type ReleasedPages = Map<string, Page[]>;

async function openPage(
  {browser, released, url}: {browser: Browser; released: ReleasedPages; url: string},
  path: string,
  {asleep = false, script, apart = false, ...options}: OpenOptions = {}
): Promise<OpenPage> {
  const shared = !(asleep || script || apart); // a pointer that is somewhere wakes a page
  const key = JSON.stringify(options);
  const again = shared ? released.get(key)?.pop() : undefined;
  if (again) {
    await forgetSite(again, url);
    await again.emulateMedia({media: null, colorScheme: options.colorScheme ?? "light"});
    if (options.viewport) await again.setViewportSize(options.viewport);
  }
  const page = again ?? (await newPage(browser, {script, ...options}));
  const faults = recordFaults(page, new URL(url).origin);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(url, "")));
  const rest = pageRest(page);
  const rests = async () => {
    if (options.javaScriptEnabled === false) return;
    if (!asleep) await wakePage(page);
    await rest();
  };
  const goTo = async (path: string) => {
    await page.goto(new URL(path, url).href);
    await rests();
  };
  const close = () => page.context().close();
  await goTo(path);
  return {
    ...{page, faults, requests, goTo, close},
    async reload() {
      await page.reload();
      await rests();
    },
    async release() {
      if (!shared) return close();
      if (options.javaScriptEnabled !== false) await page.evaluate(() => sessionStorage.clear());
      for (const event of heard) page.removeAllListeners(event);
      page.context().removeAllListeners("request");
      await page.goto(new URL(quiet, url).href);
      released.set(key, [...(released.get(key) ?? []), page]);
    }
  };
}

async function newPage(
  browser: Browser,
  {script, ...options}: Pick<OpenOptions, "script"> & BrowserContextOptions
): Promise<Page> {
  const context = await browser.newContext({serviceWorkers: "block", ...options});
  await context.addInitScript(`Object.defineProperty(navigator, "hardwareConcurrency", {value: ${cores}})`);
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // a busy machine takes its time
  return page;
}

/** Makes the browser of a *page* forget all that the site at *url* has stored there. */
async function forgetSite(page: Page, url: string): Promise<void> {
  for (const other of page.context().pages()) if (other !== page) await other.close();
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", {origin: new URL(url).origin, storageTypes: "all"});
  await session.detach();
}

function recordFaults(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`exception: ${error.stack ?? error}`));
  page.on("console", (message) => {
    const isOfQuiet = message.location().url.endsWith("/favicon.ico"); // which a page of the site names, and a file cannot
    if (message.type() === "error" && !isOfQuiet) faults.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) faults.push(`another host: ${url}`);
  });
  return faults;
}
