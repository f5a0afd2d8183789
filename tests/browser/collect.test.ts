import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {BrowserContextOptions, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {launchBrowser} from "../../scripts/browser.js";
import {axeFindings, axeOn} from "../../scripts/check/axe.js";
import {findingLines} from "../../scripts/check/finding.js";
import {openRetrainPage} from "./retrainPage.js";
import {closeWithoutFaults, type OpenPage, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
let folder: string;

beforeAll(async () => {
  [site, folder] = await Promise.all([openSite(), mkdtemp(join(tmpdir(), "collect-"))]);
});

afterAll(async () => {
  await site.close();
  await rm(folder, {recursive: true});
});

const recorded = (net: string, seed: number) =>
  `data/runs/cifar-${net}-head-zero-shapes-16-seed-${seed}.json`;

async function openCollect(options?: BrowserContextOptions) {
  const opened = await site.open("collect", options);
  const {page} = opened;
  const figure = page.locator(".collect");
  return {
    ...opened,
    figure,
    status: figure.getByRole("status").first(),
    alert: figure.getByRole("alert"),
    rows: (name: string) => figure.getByRole("region", {name}).locator("tbody tr").allTextContents(),
    curves: (label: string) => figure.locator(`path[aria-label$='${label}']:visible`).count()
  };
}

/** Drops files on the page's place for them, as from a folder. */
async function drop(page: Page, files: readonly {name: string; text: string}[]): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const {name, text} of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.locator(".collect .drop").dispatchEvent("drop", {dataTransfer: data});
}

const csv = (net: string) =>
  ["run,network,split,step,error", ...[1, 2].map((step) => `this run,${net},training,${step},0.75`), `this run,${net},test,2,0.80`].join("\n"); // prettier-ignore

test("the example is there before the page is alive, and without a script", async () => {
  const asleep = await site.open("collect", {javaScriptEnabled: false});
  const figure = asleep.page.locator(".collect:visible").first();
  await expect.poll(() => figure.locator("tbody tr").count()).toBeGreaterThanOrEqual(4);
  expect(await figure.textContent()).toMatch(/An example, of the course’s own runs/);
  await asleep.close();
});

describe.each([
  {width: 1440, height: 900},
  {width: 390, height: 844}
])("on a screen of $width pixels", (viewport) => {
  let opened: Awaited<ReturnType<typeof openCollect>>;
  beforeAll(async () => {
    opened = await openCollect({viewport});
  });
  afterAll(() => closeWithoutFaults(opened));

  test("the example has twenty runs of four networks, and six pairs", async () => {
    expect(await opened.rows("Final errors")).toHaveLength(4);
    expect(await opened.rows("Paired differences")).toHaveLength(6);
    expect(await opened.curves("each run")).toBe(40);
  });

  test("a pasted CSV is read in the example's place", async () => {
    await opened.figure.getByLabel(/paste/).fill(csv("cifar-plain-8"));
    await opened.figure.getByRole("button", {name: "Add", exact: true}).click();
    await expect.poll(() => opened.status.textContent()).toBe("1 run from 1 file.");
    expect((await opened.rows("Final errors")).map((row) => row.replace(/\s+/g, " ").trim())).toEqual([
      "plain-8 1 75.0 80.0"
    ]);
  });

  test("two run files and a bad one are dropped: chart, table and fault are shown", async () => {
    const {page, alert, rows, curves, status} = opened;
    const good = await Promise.all([1, 2].map((seed) => readFile(recorded("plain-20", seed), "utf8")));
    await drop(page, [
      {name: "ada.json", text: good[0]},
      {name: "bad.json", text: good[1].slice(0, 1000)},
      {name: "ben.json", text: good[1]}
    ]);
    await expect.poll(() => status.textContent()).toBe("3 runs from 4 files.");
    expect(await alert.textContent()).toBe("bad.json: it is no JSON: it may have been cut off");
    expect(await alert.isVisible()).toBe(true);
    expect(await rows("Final errors")).toEqual([expect.stringMatching(/plain-20\s*2/)]);
    expect(await curves("each run")).toBe(4);
    expect(await curves("training error")).toBe(1);
    const settings = opened.figure.getByLabel("Settings");
    expect(await settings.locator("option").allTextContents()).toEqual([
      "from run files (2 runs)",
      "from CSV, settings not told, 2 steps (1 run)"
    ]);
  });

  test("nothing sticks out, and all of the chart is seen", async () => {
    const {page} = opened;
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width).toBeLessThanOrEqual(room);
    const chart = (await page.locator(".collect .error-chart:visible").boundingBox())!;
    expect(chart.width).toBeGreaterThan(300);
    expect(chart.x + chart.width).toBeLessThanOrEqual(room);
  });

  test("all runs are downloaded as one CSV, which can be read in again", async () => {
    const {page, figure, status} = opened;
    await figure.locator("summary", {hasText: "Download"}).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      figure.getByRole("button", {name: "CSV", exact: true}).click()
    ]);
    const path = join(folder, `${viewport.width}.csv`);
    await download.saveAs(path);
    await figure.getByRole("button", {name: "Remove all"}).click();
    await expect.poll(() => figure.locator(".badge").isVisible()).toBe(true);
    await figure.locator("input[type=file]").setInputFiles(path);
    await expect.poll(() => status.textContent()).toBe("3 runs from 1 file.");
  });
});

describe("axe has nothing to say", () => {
  test.each(["light", "dark"] as const)(
    "of results, a choice of settings and a fault, %s",
    async (colorScheme) => {
      const opened = await openCollect({colorScheme, viewport: {width: 390, height: 844}});
      const text = await readFile(recorded("plain-20", 1), "utf8");
      await drop(opened.page, [
        {name: "a.json", text},
        {name: "b.csv", text: csv("cifar-plain-8")},
        {name: "c.json", text: "{"}
      ]);
      await expect.poll(() => opened.figure.getByLabel("Settings").isVisible()).toBe(true);
      expect(await opened.alert.isVisible()).toBe(true);
      expect(await axeOn(opened.page)).toEqual([]);
      await closeWithoutFaults(opened);
    }
  );

  test("of the page", async () => {
    const browser = await launchBrowser();
    const findings = await axeFindings({browser, url: site.url}, "collect");
    await browser.close();
    expect(findingLines(findings)).toEqual([]);
  });
});

describe("a student", () => {
  let figure: OpenPage & Awaited<ReturnType<typeof openRetrainPage>>;
  beforeAll(async () => {
    figure = await openRetrainPage(site, {seed: "5"});
  });
  afterAll(() => closeWithoutFaults(figure));

  test("gets the link to the settings as a QR code, whose code is loaded when it is asked for", async () => {
    const {page, press, requests} = figure;
    await page.locator(".training-panel summary", {hasText: "Settings"}).click();
    const before = requests.filter((path) => path.endsWith(".js")).length;
    await press("QR code");
    const code = page.locator(".training-panel .qr-place");
    const picture = code.getByRole("img", {name: "QR code of the link to these settings"});
    await expect.poll(() => picture.isVisible()).toBe(true);
    expect(requests.filter((path) => path.endsWith(".js")).length).toBeGreaterThan(before);
    expect(await code.locator("a").textContent()).toMatch(/\/course\/degradation\?nets=.*seed=5/);
    await page.emulateMedia({colorScheme: "dark"});
    const colors = await picture.evaluate((svg) =>
      [...svg.querySelectorAll("rect, path")].map((part) => getComputedStyle(part).fill)
    );
    expect(colors).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    await page.emulateMedia({colorScheme: null});
  });

  test("downloads the runs that were trained, which the page of results reads", async () => {
    const {page, press, reaches, button} = figure;
    await page.locator(".training-panel summary", {hasText: "Settings"}).click();
    await page.locator(".training-panel summary", {hasText: "Download"}).click();
    await press("Runs (JSON)");
    await page.getByRole("status").filter({hasText: "Nothing was trained"}).waitFor();
    await press("Retrain");
    await reaches(/^Ended at step 12 of 12/);
    const [download] = await Promise.all([page.waitForEvent("download"), button("Runs (JSON)").click()]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    const runs = JSON.parse(await readFile(path, "utf8")) as {backend: string; spec: {seed: number}}[];
    expect(runs.map(({spec: {seed}}) => seed)).toEqual([5, 5]);
    expect(runs[0].backend).toMatch(/^(wasm|webgpu|cpu)/);
    const collect = await openCollect();
    const other = join(folder, "other.json");
    await writeFile(other, JSON.stringify(runs));
    await collect.figure.locator("input[type=file]").setInputFiles([path, other]);
    await expect
      .poll(() => collect.status.textContent())
      .toBe("2 runs from 2 files. 2 runs were there before, point for point, and left out.");
    expect(await collect.rows("Final errors")).toHaveLength(2);
    await closeWithoutFaults(collect);
  });
});
