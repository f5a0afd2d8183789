import {parseArgs} from "node:util";
import type {BrowserContext} from "playwright-core";
import {launchBrowser} from "./browser.js";
import {lastMean, trainEmbedded} from "./embedRun.js";
import {serveSite} from "./staticServer.js";

const usage = `npm run check:degradation -- [--seeds 1,2,3] [--steps 200] [--cifar cifar-10-binary.tar.gz] [--backend wasm]

Trains the embedded figure at its defaults in a browser, once a seed, on Shapes-10 and, if a file is given, on CIFAR-10.
Plain-56's training error, mean of the last 20 steps, must be at least 10 points above plain-20's and above
residual-56's. Exits with 1 if it is not. Needs the built site (npm run build).`;

/** By how much plain-56 must be worse, in points of percent. */
const gap = 10;

const [plain20, plain56, residual20, residual56] = [
  "cifar-plain-20",
  "cifar-plain-56",
  "cifar-resnet-20",
  "cifar-resnet-56"
];

const {values} = parseArgs({
  options: {
    seeds: {type: "string", default: "1,2,3"},
    steps: {type: "string", default: "200"},
    cifar: {type: "string", default: process.env.CIFAR10},
    only: {type: "string"},
    backend: {type: "string", default: "auto"},
    help: {type: "boolean"}
  }
});

async function main(): Promise<boolean> {
  const server = await serveSite();
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    if (values.cifar) await dropCifar(context, server.url, values.cifar);
    const datasets = ["shapes", ...(values.cifar ? ["cifar10"] : [])].filter(
      (name) => !values.only || name === values.only
    );
    let passed = true;
    for (const dataset of datasets) {
      for (const seed of values.seeds.split(","))
        passed = (await check(context, server.url, {dataset, seed})) && passed;
    }
    return passed;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Drops the archive on the page, as a reader would; the browser keeps it for the figure. */
async function dropCifar(context: BrowserContext, site: string, file: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(new URL("degradation", site).href);
  await page.locator(".images input[type=file]").setInputFiles(file);
  await page.locator(".images .message", {hasText: "CIFAR-10 is here"}).waitFor({timeout: 120_000});
  await page.close();
}

async function check(
  context: BrowserContext,
  site: string,
  {dataset, seed}: {dataset: string; seed: string}
): Promise<boolean> {
  const query = new URLSearchParams({
    dataset,
    seed,
    steps: values.steps,
    backend: values.backend,
    autoplay: "1"
  });
  const started = performance.now();
  const run = await trainEmbedded(context, site, query, {timeoutMs: 3_600_000});
  const percent = (net: string) => 100 * lastMean(run, net);
  const passed = percent(plain56) - percent(plain20) >= gap && percent(plain56) - percent(residual56) >= gap;
  const columns = [plain20, plain56, residual20, residual56].map(
    (net) => `${net} ${percent(net).toFixed(1)} %`
  );
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(
    `${passed ? "pass" : "FAIL"}  ${dataset} seed ${seed}  ${columns.join("  ")}  (${minutes} min)`
  );
  return passed;
}

if (values.help) console.log(usage);
else process.exitCode = (await main()) ? 0 : 1;
