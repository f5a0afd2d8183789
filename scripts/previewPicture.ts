import {mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {launchBrowser} from "./browser.js";
import {pictures} from "./site/shareTags.js";
import {serveSite} from "./staticServer.js";

// Makes the pictures that stand for the site elsewhere: the preview, which is the first page's race at its end, from the
// built site, and the icon in the sizes that screens ask for, from src/icon.svg.
//
//     npm run build && npm run picture:preview

/** What of the first page is in the preview, and how it fills it. */
const previewStyle = `
  #observablehq-sidebar, #observablehq-sidebar-toggle, #observablehq-footer, .skip-link,
  .race .controls, .race .status, #observablehq-main > :not(h1, .opening, .first-figure) { display: none !important; }
  #observablehq-center { margin: 0 !important; padding: 0 !important; }
  #observablehq-main { display: block !important; max-width: none !important; width: 1072px; margin: 34px 64px 0 !important; }
  h1 { margin: 0 0 10px !important; }
  .first-figure { margin: 26px 0 0 !important; }
  body { overflow: hidden; }
`;

async function takePreview(browser: Browser): Promise<void> {
  const {file, width, height} = pictures.preview;
  const site = await serveSite();
  try {
    const page = await browser.newPage({
      viewport: {width, height},
      reducedMotion: "reduce",
      colorScheme: "light"
    });
    await page.goto(site.url, {waitUntil: "networkidle"});
    await page.addStyleTag({content: previewStyle});
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({path: join(pictures.folder, file)});
    await page.close();
  } finally {
    await site.close();
  }
}

/** On an opaque ground without rounded corners, which a screen cuts by itself. */
async function takeIcon(browser: Browser, {file, size}: {file: string; size: number}): Promise<void> {
  const icon = readFileSync("src/icon.svg", "utf8").replace(' rx="6"', "");
  const page = await browser.newPage({viewport: {width: size, height: size}});
  await page.setContent(`<style>body {margin: 0} svg {display: block; width: 100vw}</style>${icon}`);
  await page.screenshot({path: join(pictures.folder, file)});
  await page.close();
}

mkdirSync(pictures.folder, {recursive: true});
const browser = await launchBrowser();
try {
  for (const icon of [pictures.touch, ...pictures.icons]) await takeIcon(browser, icon);
  await takePreview(browser);
  console.log(`wrote the pictures in ${pictures.folder}`);
} finally {
  await browser.close();
}
