import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {expect} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {pageRest, wakePage} from "../../scripts/check/pageRest.js";
import {serveSite} from "../../scripts/staticServer.js";

/** The built site, served, and a browser to look at it. Whoever opens it closes it. */
export interface OpenSite {
  /** The address of the first page. The site lies below a path of its own, as on a host with other sites. */
  url: string;
  /** Opens a page of the site in a context of its own, and waits until it is alive and has come to rest. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Leaves the page as it was built until something on it is touched or near. Defaults to false. */
  asleep?: boolean;
  /** Code that runs on the page before any of its own. Defaults to none. */
  script?: string;
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
}

/** Serves `dist` and starts a browser. **webgpu** gives the browser a software WebGPU device. */
export async function openSite({webgpu = false, base = "/course/"} = {}): Promise<OpenSite> {
  const server = await serveSite({base});
  const browser = await launchBrowser({webgpu});
  return {
    url: server.url,
    open: (path, options) => openPage(browser, server.url, path, options),
    close: async () => {
      await browser.close();
      await server.close();
    }
  };
}

/** Cores of the tests' computer, as far as its pages know: so many workers train side by side. */
export const cores = 2;

/** Closes a page on which nothing may have gone wrong behind the reader's back. */
export async function closeWithoutFaults({faults, close}: OpenPage): Promise<void> {
  expect(faults).toEqual([]);
  await close();
}

async function openPage(
  browser: Browser,
  url: string,
  path: string,
  {asleep = false, script, ...options}: OpenOptions = {}
): Promise<OpenPage> {
  const context = await browser.newContext({serviceWorkers: "block", ...options});
  await context.addInitScript(`Object.defineProperty(navigator, "hardwareConcurrency", {value: ${cores}})`);
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // a busy machine takes its time
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
  await goTo(path);
  return {
    ...{page, faults, requests, goTo},
    async reload() {
      await page.reload();
      await rests();
    },
    close: () => context.close()
  };
}

function recordFaults(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`exception: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
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
