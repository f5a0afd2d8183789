import {mkdirSync} from "node:fs";
import {launchBrowser} from "./browser.js";
import {serveSite} from "./staticServer.js";

// Takes the README's picture: trains the four networks on the built site's first chapter, as a reader would, and
// photographs the figure when they have ended. Takes some minutes on a machine without a graphics card.

const path = "docs/retrain.png";
const server = await serveSite();
const browser = await launchBrowser();
try {
  const page = await browser.newPage({viewport: {width: 1000, height: 1100}, deviceScaleFactor: 2});
  await page.goto(new URL("degradation?steps=100", server.url).href, {waitUntil: "networkidle"});
  await page.getByRole("button", {name: "Retrain"}).click();
  await page.locator(".status", {hasText: "Ended at step"}).waitFor({timeout: 3_600_000});
  await page.mouse.move(0, 0);
  mkdirSync("docs", {recursive: true});
  await page.locator(".run").screenshot({path});
  console.log(`wrote ${path}`);
} finally {
  await browser.close();
  await server.close();
}
