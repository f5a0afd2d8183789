import type {Locator} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type OpenPage, type OpenSite, openSite} from "./site.js";

// Each laboratory of the chapters, trained in the browser for a few steps: what it shows must point the way that its page
// says.

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

/** A laboratory on its page. */
interface OpenLab extends OpenPage {
  lab: Locator;
  /** Presses Train, and waits until every network has taken so many *steps*; Stop ends the training. */
  train(steps: number): Promise<void>;
}

const trainingMs = 150_000;

async function openLab(path: string, label: string): Promise<OpenLab> {
  const opened = await site.open(path);
  const lab = opened.page.getByRole("group", {name: label, exact: true});
  return {
    ...opened,
    lab,
    async train(steps) {
      await lab.getByRole("button", {name: "Train"}).click();
      const taken = async () =>
        Number(/[Ss]tep (\d+)/.exec(await lab.locator("p.status").last().innerText())?.[1]);
      await expect.poll(taken, {timeout: trainingMs, interval: 200}).toBeGreaterThanOrEqual(steps);
      const stop = lab.getByRole("button", {name: "Stop"});
      await stop.click();
      await expect.poll(() => stop.isDisabled(), {timeout: trainingMs}).toBe(true); // the end is drawn at once
      await expect.poll(() => lab.locator(".badge").innerText()).toBe("trained in this browser");
    }
  };
}

/** Ends a test: nothing may have gone wrong beside it. */
async function closeWithoutFaults({faults, close}: OpenPage): Promise<void> {
  expect(faults).toEqual([]);
  await close();
}

/** The first and the last value of a network's line in a chart of layers, from what the chart says of itself. */
async function endsOf(chart: Locator, net: string): Promise<[first: number, last: number]> {
  const text = (await chart.getAttribute("aria-description"))!;
  const found = new RegExp(`${net}: (.+?) in \\w+ \\d+, (.+?) in \\w+ \\d+`).exec(text);
  if (!found) throw new Error(`${net} is not in the chart: ${text}`);
  return [found[1], found[2]].map(numberOf) as [number, number];
}

/** `7.5 · 10⁻⁹` as a number. */
function numberOf(text: string): number {
  const [digits, power = ""] = text.split(" · 10");
  const exponent = [...power]
    .map((character) => ("⁰¹²³⁴⁵⁶⁷⁸⁹".includes(character) ? "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(character) : "-"))
    .join("");
  return Number(`${digits}e${exponent === "" ? 0 : exponent}`);
}

/** Training errors in percent, by the names in the first column. */
async function errorsOf(lab: Locator): Promise<Map<string, number>> {
  const rows = await lab.locator("table tbody tr").all();
  const pairs = rows.map(async (row): Promise<[string, number]> => {
    const name = (await row.locator("th").innerText()).trim();
    return [name, parseFloat(await row.locator("td").first().innerText())];
  });
  return new Map(await Promise.all(pairs));
}

test("gradients: without normalization the first layer of plain-56 gets far less than that of residual-56", async () => {
  const opened = await openLab("gradients", "Gradients of the layers");
  await opened.lab.getByRole("radio", {name: "off"}).check();
  await opened.train(1);
  const chart = opened.lab.locator("svg[aria-description]");
  const [[plain], [residual]] = [await endsOf(chart, "plain-56"), await endsOf(chart, "residual-56")];
  expect(plain).toBeLessThan(1e-2);
  expect(plain).toBeLessThan(residual / 1e4);
  await closeWithoutFaults(opened);
});

test("gradients: with batch norm that of plain-56 grows on its way back, and that of residual-56 stays level", async () => {
  const opened = await openLab("gradients", "Gradients of the layers");
  await opened.train(1);
  const chart = opened.lab.locator("svg[aria-description]");
  const [first, last] = await endsOf(chart, "plain-56");
  expect(first).toBeGreaterThan(30 * last);
  const [residual] = await endsOf(chart, "residual-56");
  expect(residual).toBeLessThan(first / 20);
  expect(residual).toBeGreaterThan(0.1);
  await closeWithoutFaults(opened);
});

test("gradients: a depth that no network has is named at its field, and the figure stays", async () => {
  const opened = await openLab("gradients", "Gradients of the layers");
  const field = opened.lab.getByLabel("Depth");
  await field.fill("21");
  expect(await opened.lab.getByRole("alert").innerText()).toMatch(/invalid depth: 21; .*6n \+ 2/);
  expect(await field.getAttribute("aria-invalid")).not.toBeNull();
  expect(await opened.lab.locator("svg[aria-description]").count()).toBe(1);
  await field.fill("20");
  await expect.poll(() => opened.lab.getByRole("alert").count()).toBe(0);
  await endsOf(opened.lab.locator("svg[aria-description]"), "plain-20");
  await closeWithoutFaults(opened);
});

test("shattered gradients: plain-56 is noise at once, residual-56 is not", async () => {
  const opened = await openLab("gradients", "Shattered gradients");
  await opened.lab.getByRole("button", {name: "Measure"}).click();
  await expect
    .poll(() => opened.lab.getByRole("status").innerText(), {timeout: trainingMs})
    .toBe("All are measured.");
  const text = (await opened.lab.locator("svg[aria-description]").getAttribute("aria-description"))!;
  expect(text).toContain("plain-56: below 0.5 from 1/1024 of the way on");
  const half = Number(/residual-56: below 0\.5 from 1\/(\d+)/.exec(text)![1]);
  expect(half).toBeLessThan(300);
  await closeWithoutFaults(opened);
});

test("a scaled shortcut: λ = 0.5 does not begin to train at 56 layers, λ = 1 does; λ that is no number is named", async () => {
  const opened = await openLab("residual-block", "The scale of the shortcut");
  const field = opened.lab.getByRole("spinbutton", {name: "λ"});
  await field.fill("");
  expect(await opened.lab.getByRole("alert").innerText()).toMatch(
    /invalid λ: none; it must be a number from 0 to 1\.5/
  );
  await field.fill("0.5");
  await opened.train(70);
  const errors = await errorsOf(opened.lab);
  expect(errors.get("residual-56, λ 0.5")! - errors.get("residual-56")!).toBeGreaterThan(20);
  await closeWithoutFaults(opened);
});

test("units: a normalization after the addition stops what the original learns", async () => {
  const opened = await openLab("residual-block", "Residual units");
  await opened.lab.getByRole("radio", {name: "norm after addition"}).check();
  expect(await opened.lab.locator(".unit").count()).toBe(2);
  await opened.train(70);
  const errors = await errorsOf(opened.lab);
  expect(
    errors.get("residual-56, normalization after addition")! - errors.get("residual-56")!
  ).toBeGreaterThan(20);
  await closeWithoutFaults(opened);
});

test("layers in F: one layer is better than none; a depth that blocks of three do not fill is named", async () => {
  const opened = await openLab("residual-block", "Layers in a residual function");
  const depth = opened.lab.getByRole("spinbutton", {name: "Depth"});
  await opened.lab.getByRole("radio", {name: "3"}).check();
  await depth.fill("26");
  expect(await opened.lab.getByRole("alert").innerText()).toMatch(/invalid layersPerBlock: 3; depth 26/);
  await opened.lab.getByRole("radio", {name: "1"}).check();
  await depth.fill("20");
  await opened.train(60);
  const errors = await errorsOf(opened.lab);
  expect(errors.get("plain-20")! - errors.get("residual-20, 1 layer a block")!).toBeGreaterThan(10);
  await closeWithoutFaults(opened);
});

test("initialisation: small first weights leave nothing to learn from without batch norm", async () => {
  const opened = await openLab("residual-block", "First weights and normalization");
  await opened.lab.getByRole("spinbutton", {name: "Depth"}).fill("20");
  await opened.lab.getByRole("radio", {name: "σ = 0.01"}).check();
  await opened.lab.getByRole("radio", {name: "off"}).check();
  await opened.train(60);
  const errors = await errorsOf(opened.lab);
  for (const net of ["plain-20", "residual-20"]) expect(errors.get(net)!).toBeGreaterThan(80);
  await closeWithoutFaults(opened);
});

test("deepened: 56 layers made of 20 have the same training error", async () => {
  const opened = await openLab("residual-block", "20 layers, deepened to 56");
  await opened.train(101);
  const text = await opened.lab.locator(".lab-figure").innerText();
  const [, shallow, deep] = /20 layers ([\d.]+) %; the 56 made of them\s+([\d.]+) %/.exec(text)!;
  expect(deep).toBe(shallow);
  expect(Number(deep)).toBeLessThan(60);
  await closeWithoutFaults(opened);
});

test("sizes of the residual functions: at the start F is large in the first block, and small in the last", async () => {
  const opened = await openLab("residual-block", "Sizes of the residual functions");
  await opened.train(1);
  const chart = opened.lab.locator('svg[aria-label="‖F(x)‖ / ‖x‖ of each block"]');
  const [first, last] = await endsOf(chart, "residual-56");
  expect(first).toBeGreaterThan(1);
  expect(last).toBeLessThan(0.6);
  await closeWithoutFaults(opened);
});
