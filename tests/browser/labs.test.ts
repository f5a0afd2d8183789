import {afterAll, beforeAll, expect, test} from "vitest";
import {labClaims} from "./labClaims.js";
import {endsOf, openLab, trainingMs} from "./labPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

// Each laboratory of the chapters, trained in the browser for a few steps: what it shows must point the way that its page
// says. Those that take long to show it are trained further by `npm run check:claims`.

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

test("gradients: without normalization the first layer of plain-56 gets far less than that of residual-56", async () => {
  const opened = await openLab(site, "gradients", "Gradients of the layers");
  await opened.lab.getByRole("radio", {name: "off"}).check();
  await opened.train(1);
  const chart = opened.lab.locator("svg[aria-description]");
  const [[plain], [residual]] = [await endsOf(chart, "plain-56"), await endsOf(chart, "residual-56")];
  expect(plain).toBeLessThan(1e-2);
  expect(plain).toBeLessThan(residual / 1e4);
  await closeWithoutFaults(opened);
});

test("gradients: with batch norm that of plain-56 grows on its way back, and that of residual-56 stays level", async () => {
  const opened = await openLab(site, "gradients", "Gradients of the layers");
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
  const opened = await openLab(site, "gradients", "Gradients of the layers");
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
  const opened = await openLab(site, "gradients", "Shattered gradients");
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

test("deepened: 56 layers made of 20 have the same training error", async () => {
  const opened = await openLab(site, "residual-block", "20 layers, deepened to 56");
  await opened.train(101);
  const text = await opened.lab.locator(".lab-figure").innerText();
  const [, shallow, deep] = /20 layers ([\d.]+) %; the 56 made of them\s+([\d.]+) %/.exec(text)!;
  expect(deep).toBe(shallow);
  expect(Number(deep)).toBeLessThan(60);
  await closeWithoutFaults(opened);
});

test("sizes of the residual functions: at the start F is large in the first block, and small in the last", async () => {
  const opened = await openLab(site, "residual-block", "Sizes of the residual functions");
  await opened.train(1);
  const chart = opened.lab.locator('svg[aria-label="‖F(x)‖ / ‖x‖ of each block"]');
  const [first, last] = await endsOf(chart, "residual-56");
  expect(first).toBeGreaterThan(1);
  expect(last).toBeLessThan(0.6);
  await closeWithoutFaults(opened);
});

test("a scale of the shortcut that is no number is named at its field", async () => {
  const opened = await openLab(site, "residual-block", "The scale of the shortcut");
  await opened.lab.getByRole("spinbutton", {name: "λ"}).fill("");
  expect(await opened.lab.getByRole("alert").innerText()).toMatch(
    /invalid λ: none; it must be a number from 0 to 1\.5/
  );
  await closeWithoutFaults(opened);
});

test("layers in F: a depth that blocks of three do not fill is named", async () => {
  const opened = await openLab(site, "residual-block", "Layers in a residual function");
  await opened.lab.getByRole("radio", {name: "3"}).check();
  await opened.lab.getByRole("spinbutton", {name: "Depth"}).fill("26");
  expect(await opened.lab.getByRole("alert").innerText()).toMatch(/invalid layersPerBlock: 3; depth 26/);
  await closeWithoutFaults(opened);
});

test.each(labClaims)("$title, after $short.steps steps", async ({check, short}) => {
  await check(site, short);
});
