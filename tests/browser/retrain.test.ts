import {JSDOM} from "jsdom";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {lasting, openRetrainPage, type RetrainPage} from "./retrainPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

const bothNets = ["cifar-plain-8", "cifar-resnet-8"];

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const curves = ({page}: RetrainPage) =>
  page.locator(".training-panel .chart-place path[aria-label$=' error']");

const legendNotes = ({page}: RetrainPage) =>
  page.locator(".training-panel .run-legend .note").allTextContents();

describe("a run to its end", () => {
  let figure: RetrainPage;
  let first: string;

  /** The lines of this run in the CSV file, as they are written. */
  const thisRun = async () =>
    (await figure.file("CSV"))
      .toString()
      .split("\n")
      .filter((line) => line.startsWith("this run,"))
      .join("\n");

  /** Presses a button and waits for the end; the line that told of the end before is wiped out first. */
  async function trainToTheEnd(name: string): Promise<void> {
    await figure.status.evaluate((line) => (line.textContent = ""));
    await figure.press(name);
    await figure.reaches(/^Ended at step 12 of 12/);
  }

  beforeAll(async () => {
    figure = await openRetrainPage(site);
  });

  afterAll(() => closeWithoutFaults(figure));

  test("nothing is shown before anything is pressed, as these networks are not recorded", async () => {
    expect(await curves(figure).count()).toBe(0);
    expect(await figure.page.locator(".training-panel .badge").textContent()).toBe("not trained yet");
    expect(await figure.status.textContent()).toBe("");
    expect((await figure.rows()).map(({run}) => run)).not.toContain("this run");
  });

  test("Retrain trains both networks to the last step", async () => {
    await trainToTheEnd("Retrain");
    expect(await figure.page.locator(".training-panel .badge").textContent()).toBe(
      "trained in this browser, seed 1"
    );
    const legend = async () => {
      const lines = await figure.page.locator(".training-panel .run-legend tbody tr").allTextContents();
      return lines.map((text) => text.replace(/\s+/g, " ").trim());
    };
    // The figure is drawn a moment after the line of text says that the run has ended.
    await expect
      .poll(legend)
      .toEqual([
        expect.stringMatching(/^Plain-8 \d+\.\d % \d+\.\d %$/i),
        expect.stringMatching(/^Res\S*-8 \d+\.\d % \d+\.\d %$/i)
      ]);
    await expect.poll(() => curves(figure).count()).toBe(4);
    first = await thisRun();
  });

  test("the CSV file has every step's training error and the test errors, of both networks", async () => {
    const rows = await figure.rows();
    for (const net of bothNets) {
      const steps = (split: string) =>
        rows.filter((row) => row.network === net && row.split === split).map(({step}) => step);
      expect(steps("training")).toEqual(Array.from({length: 12}, (_, i) => i + 1));
      expect(steps("test")).toEqual([4, 8, 12]);
    }
    expect(rows.every(({error}) => error >= 0 && error <= 1)).toBe(true);
  });

  test("the SVG file and the PNG file are pictures", async () => {
    const {document} = new JSDOM(await figure.file("SVG"), {contentType: "image/svg+xml"}).window;
    expect(document.documentElement.tagName).toBe("svg");
    expect(document.querySelector("style")!.textContent).toMatch(
      /^@font-face.*Source Sans.*data:font\/woff2;base64/s
    );
    expect(document.querySelectorAll("path").length).toBeGreaterThanOrEqual(4);
    const png = await figure.file("PNG");
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect(png.readUInt32BE(16), "pixels across").toBeGreaterThan(600);
  });

  test("the numbers are there as a table", async () => {
    await figure.page.locator(".training-panel summary", {hasText: "The numbers"}).click();
    const table = figure.page.locator(".training-panel .table-scroll tbody tr");
    await expect.poll(() => table.count()).toBe(3);
    const last = await table.last().locator("th, td").allTextContents();
    expect(last).toEqual(["12", ...Array.from({length: 4}, () => expect.stringMatching(/^\d+\.\d$/))]);
  });

  test("curves that are kept lie under those of the next run, can be hidden and removed", async () => {
    const {page} = figure;
    const kept = page.locator(".overlay", {hasText: "run 1, seed 1"});
    const keptRows = async () => (await figure.rows()).filter(({run}) => run === "run 1, seed 1").length;
    await figure.press("Keep curves");
    expect(await kept.getByRole("checkbox").isChecked()).toBe(true);
    expect(await keptRows()).toBe(30);
    await expect.poll(() => curves(figure).count()).toBe(8);
    await kept.getByRole("checkbox").uncheck();
    expect(await keptRows()).toBe(0);
    await expect.poll(() => curves(figure).count()).toBe(4);
    await page.getByRole("button", {name: "Remove run 1, seed 1"}).click();
    expect(await kept.count()).toBe(0);
  });

  test("Run again gives the same curves, New seed others", async () => {
    await trainToTheEnd("Run again");
    expect(await thisRun()).toBe(first);
    await trainToTheEnd("New seed");
    const other = await thisRun();
    expect(other.split("\n").length).toBe(first.split("\n").length);
    expect(other).not.toBe(first);
  });
});

test("a recorded run of the networks that are asked for is shown before anything is pressed, and read out", async () => {
  const recorded = {width: "8", batch: "64", evaluate: "25", evaluationImages: "500"};
  const figure = await openRetrainPage(site, {nets: "cifar-plain-20,cifar-resnet-56", ...recorded});
  const {page} = figure;
  await expect.poll(() => curves(figure).count()).toBe(4);
  expect(await page.locator(".training-panel .badge").textContent()).toMatch(/recorded/i);
  const chart = page.locator(".training-panel .chart-place svg");
  expect(await chart.locator(".end-labels text").allTextContents()).toEqual(["plain-20", "residual-56"]);
  const readAtEnd = async () => {
    await chart.focus(); // the figure may be drawn anew while it finds its width
    await page.keyboard.press("End");
    return chart.locator(".crosshair text").allTextContents();
  };
  await expect
    .poll(readAtEnd)
    .toEqual([
      expect.stringMatching(/step 400/),
      expect.stringMatching(/^plain-20 \d+\.\d/),
      expect.stringMatching(/^residual-56 \d+\.\d/)
    ]);
  await chart.getByRole("button", {name: "training error"}).click();
  expect(
    await page.locator(".training-panel .chart-place path[aria-label='training error']").first().isVisible()
  ).toBe(false);
  await closeWithoutFaults(figure);
});

test("Pause holds both networks, Step takes one step of each, Resume goes on, Stop ends", async () => {
  const figure = await openRetrainPage(site, lasting);
  await figure.press("Retrain");
  await figure.learns();
  await figure.press("Pause");
  await figure.reaches(/^Paused at step/);
  const paused = await figure.steps();
  await figure.page.waitForTimeout(1500);
  expect(await figure.steps()).toEqual(paused);
  for (const more of [1, 2]) {
    await figure.press("Step");
    await expect
      .poll(figure.steps)
      .toEqual(Object.fromEntries(bothNets.map((net) => [net, paused[net] + more])));
    await figure.reaches(/^Paused at step/);
  }
  await figure.press("Resume");
  await expect
    .poll(async () => Math.min(...Object.values(await figure.steps())))
    .toBeGreaterThan(Math.max(...Object.values(paused)) + 3);
  await figure.press("Stop");
  await figure.reaches(/^Ended at step \d+/);
  await expect.poll(() => legendNotes(figure)).toEqual(["stopped", "stopped"]);
  await closeWithoutFaults(figure);
});

test("Step before anything runs takes the first step of each network, and waits", async () => {
  const figure = await openRetrainPage(site);
  await figure.press("Step");
  await figure.reaches(/^Paused at step 1 of 12/);
  expect(await figure.steps()).toEqual({"cifar-plain-8": 1, "cifar-resnet-8": 1});
  await figure.press("Resume");
  await figure.reaches(/^Ended at step 12 of 12/);
  await closeWithoutFaults(figure);
});

test("a depth that no network has is named at the settings, and nothing starts until it is mended", async () => {
  const figure = await openRetrainPage(site);
  const {page} = figure;
  await page.locator(".training-panel summary", {hasText: "Settings"}).click();
  const depths = page.getByLabel("with depths");
  const fault = page.locator(".settings [role=alert]");
  await depths.fill("21");
  await expect.poll(() => fault.textContent()).toContain("CIFAR networks have depth 6n + 2");
  expect(await depths.getAttribute("aria-invalid")).toBe("true");
  expect(await depths.getAttribute("aria-describedby")).toBe(await fault.getAttribute("id"));
  await figure.press("Retrain");
  await page.waitForTimeout(1000);
  expect(await figure.status.textContent()).toBe("");
  await depths.fill("8");
  await expect.poll(() => fault.isVisible()).toBe(false);
  expect(await depths.getAttribute("aria-invalid")).toBe(null);
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  await closeWithoutFaults(figure);
});

test("a run that diverges says at which step and learning rate, and its curve stays", async () => {
  const figure = await openRetrainPage(site, {rate: "10", norm: "0", nets: "cifar-resnet-8"});
  await figure.press("Retrain");
  await figure.reaches(/^Ended/);
  expect(await figure.notes.textContent()).toMatch(
    /^cifar-resnet-8: the loss is no longer a number at step \d+, with learning rate 10$/
  );
  await expect.poll(() => legendNotes(figure)).toEqual(["diverged"]);
  expect((await figure.steps())["cifar-resnet-8"]).toBeGreaterThan(0);
  expect(await curves(figure).count()).toBeGreaterThan(0);
  await closeWithoutFaults(figure);
});

test("a run that a reload breaks off is offered, and goes on from its step to the end", async () => {
  const figure = await openRetrainPage(site, {...lasting, steps: "150"});
  const {page} = figure;
  await figure.press("Retrain");
  await figure.learns();
  await figure.press("Pause");
  await figure.reaches(/^Paused at step/);
  const before = await figure.rows();
  const least = Math.min(...Object.values(await figure.steps()));
  await figure.reload();
  const offer = page.locator(".training-panel .offer");
  await expect.poll(() => offer.textContent()).toContain(`Training stopped at step ${least} of 150`);
  await offer.getByRole("button", {name: "Resume"}).click();
  await expect.poll(() => page.locator(".training-panel .offer").count()).toBe(0);
  await figure.reaches(/^Ended at step 150 of 150/);
  const after = await figure.rows();
  expect(after.length).toBeGreaterThan(before.length);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(await figure.steps()).toEqual({"cifar-plain-8": 150, "cifar-resnet-8": 150});
  await figure.reload();
  expect(await offer.isVisible(), "an offer to go on with what has ended").toBe(false);
  await closeWithoutFaults(figure);
});

test("the keyboard starts a run, and pauses and resumes it", async () => {
  const figure = await openRetrainPage(site, lasting);
  const {page} = figure;
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await figure.button("Retrain").focus();
  await page.keyboard.press("Enter");
  await figure.learns();
  expect(await focused()).toBe("Run again");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Pause");
  await page.keyboard.press("Space");
  await figure.reaches(/^Paused at step/);
  expect(await focused()).toBe("Resume");
  await page.keyboard.press("Space");
  await figure.reaches(/^Step/);
  await figure.press("Stop");
  await figure.reaches(/^Ended/);
  await closeWithoutFaults(figure);
});

test("a copied link opens the page with the same settings", async () => {
  const figure = await openRetrainPage(site, {}, {permissions: ["clipboard-read", "clipboard-write"]});
  const {page} = figure;
  await page.locator(".training-panel summary", {hasText: "Settings"}).click();
  await page.locator(".training-panel").getByLabel("Learning rate").fill("0.1");
  await page.getByLabel("with depths").fill("8, 14");
  await page.getByLabel("Last γ starts at 0").selectOption("yes");
  await figure.press("Copy link");
  await expect.poll(() => page.locator(".training-panel output").textContent()).toBe("Copied.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
    nets: "cifar-plain-8,cifar-plain-14,cifar-resnet-8,cifar-resnet-14",
    width: "4",
    batch: "8",
    steps: "12",
    evaluationInterval: "4",
    evaluationImages: "16",
    learningRate: "0.1",
    zeroInitResidual: "1",
    headInit: "zero"
  });
  await figure.goTo(link);
  await page.locator(".training-panel summary", {hasText: "Settings"}).click();
  expect(await page.locator(".training-panel").getByLabel("Learning rate").inputValue()).toBe("0.1");
  expect(await page.getByLabel("with depths").inputValue()).toBe("8, 14");
  expect(await page.getByLabel("Last γ starts at 0").inputValue()).toBe("1");
  await closeWithoutFaults(figure);
});
