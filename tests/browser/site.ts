import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {launchBrowser} from "../../scripts/browser.js";
import {serveSite} from "../../scripts/staticServer.js";

/** The built site, served, and a browser to look at it. Whoever opens it closes it. */
export interface OpenSite {
  /** The address of the first page. The site lies below a path of its own, as on a host with other sites. */
  url: string;
  /** Opens a page of the site in a context of its own, and waits until it has come to rest. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  page: Page;
  /** What went wrong so far: console errors, exceptions, answers of 400 and more, requests to another host. */
  faults: string[];
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

async function openPage(
  browser: Browser,
  url: string,
  path: string,
  options?: BrowserContextOptions
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = recordFaults(page, new URL(url).origin);
  await page.goto(new URL(path, url).href, {waitUntil: "networkidle"});
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
  await page.evaluate(() => document.fonts.ready);
  return {page, faults, close: () => context.close()};
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
