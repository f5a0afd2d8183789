import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, Frame, Page} from "playwright-core";
import {pageRest} from "./pageRest.js";

/** A page of another origin, in which figures are framed. */
export interface FramingPage {
  url: string;
  close(): void;
}

/** Serves an empty page at an origin of its own: who frames a figure is another site. */
export async function serveFramingPage(): Promise<FramingPage> {
  const server = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html")
      .end(`<!doctype html><html lang="en"><title>A lecture</title>
<meta name="color-scheme" content="light dark"><style>body { margin: 0 }</style><body>`)
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close()
  };
}

/** A figure in a frame of another page. */
export interface FramedEmbed {
  page: Page;
  frame: Frame;
  /** What went wrong so far: exceptions, and errors in the console. */
  faults: string[];
  /** Gives the frame another size, and waits until the figure has come to rest. */
  resize(width: number, height: number): Promise<void>;
  rest(): Promise<void>;
}

/** Opens the figure at *address* in a frame of the page at *around*, alive, calls *use*, and closes it. */
export async function withEmbed<Result>(
  browser: Browser,
  {around, address}: {around: string; address: string},
  use: (embed: FramedEmbed) => Promise<Result>
): Promise<Result> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    viewport: {width: 1940, height: 1100}
  });
  try {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`console: ${message.text()}`);
    });
    const rest = pageRest(page);
    await page.goto(around);
    await page.evaluate((src) => {
      const frame = document.createElement("iframe");
      frame.title = "A figure";
      frame.style.cssText = "border: 0; display: block";
      Object.assign(frame, {src, width: 960, height: 540});
      document.body.append(frame);
    }, address);
    const frame = (await (await page.waitForSelector("iframe")).contentFrame())!;
    await frame.waitForSelector(".embed");
    if (await frame.$("script[data-code]")) await frame.waitForSelector("html[data-awake]");
    await rest();
    const resize = async (width: number, height: number) => {
      await page.evaluate(
        ([width, height]) => Object.assign(document.querySelector("iframe")!, {width, height}),
        [width, height] as const
      );
      await frame.evaluate(
        () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
      );
      await rest();
    };
    return await use({page, frame, faults, resize, rest});
  } finally {
    await context.close();
  }
}
