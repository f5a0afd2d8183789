import type {Locator} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type CellPage, openCellPage} from "./cellPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const measureMs = 240_000;

const open = (): Promise<CellPage> => openCellPage(site, "cardinality");
const group = ({page}: CellPage, name: string): Locator => page.getByRole("group", {name, exact: true});
const figure = ({page}: CellPage): Locator => page.locator(".cardinality").first();

/** The code of the page's first cell, for another cardinality. */
const cardinalityCell = (cardinality: number): string =>
  `import {equalCostGroupWidth} from "./components/network.js";

const cardinality = ${cardinality};
const groupWidth = equalCostGroupWidth(64, cardinality);`;

async function measured(lab: Locator, text: RegExp | string): Promise<void> {
  await lab.getByRole("button", {name: "Measure"}).click();
  await expect.poll(() => lab.getByRole("status").innerText(), {timeout: measureMs}).toMatch(text);
}

test("dragging C with the lock keeps multiply–adds as nearly as the line says", async () => {
  const opened = await open();
  const slider = figure(opened).getByRole("slider");
  const counts = async () =>
    (await figure(opened).locator("tbody tr td:last-child").allInnerTexts()).map((text) =>
      Number(text.replaceAll(",", ""))
    );
  await slider.focus();
  for (const steps of [1, 7, 16, 30]) {
    for (let step = 0; step < steps; ++step) await opened.page.keyboard.press("ArrowLeft");
    const [plain, ...forms] = await counts();
    expect(new Set(forms).size).toBe(1);
    const line = await figure(opened).locator("p.status").first().innerText();
    const [, percent, word] = /multiply–adds, ([\d.]+) % (more|fewer)/.exec(line) ?? [];
    const said = percent === undefined ? 0 : (word === "more" ? 1 : -1) * Number(percent);
    expect(100 * (forms[0] / plain - 1)).toBeCloseTo(said, 0);
    expect(Math.abs(said)).toBeLessThan(10);
  }
  await closeWithoutFaults(opened);
});

test("a cardinality or a width that cannot be is told with its rule, and the block stays", async () => {
  const opened = await open();
  const [C, d, width] = await figure(opened).getByRole("spinbutton").all();
  const alert = figure(opened).getByRole("alert");
  const drawn = await figure(opened).locator(".diagram svg").count();
  await C.fill("0");
  expect(await alert.innerText()).toMatch(/invalid cardinality: 0; it must be an integer from 1 to 256/);
  await C.fill("8");
  await d.fill("0");
  expect(await alert.innerText()).toMatch(/invalid groupWidth: 0/);
  await d.fill("14");
  await figure(opened).getByRole("checkbox", {name: "keep the cost"}).uncheck();
  await width.fill("64");
  await C.fill("5");
  expect(await alert.innerText()).toBe("invalid cardinality: 5; it must divide the width of 64 channels");
  expect(await C.getAttribute("aria-invalid")).toBe("true");
  expect(await figure(opened).locator(".diagram svg").count()).toBe(drawn);
  await C.fill("16");
  await expect.poll(() => figure(opened).getByRole("alert").count()).toBe(0);
  await closeWithoutFaults(opened);
});

test("an edit of the cardinality moves the block, the forms, the table of ResNeXt-50 and the experiment", async () => {
  const opened = await open();
  const {page, edit, shows} = opened;
  await edit("cardinality", cardinalityCell(16));
  await shows(figure(opened).locator("p.status").first(), /^16 groups of/);
  await shows(group(opened, "Three forms of one block"), /sum of 16 branches/);
  await shows(page.locator("main"), /ResNeXt-50, 16×/);
  await shows(group(opened, "Cardinality at equal cost"), /resnext-29-16x/);
  await edit("cardinality", cardinalityCell(0));
  await opened.says("cardinality", /invalid cardinality: 0/);
  await closeWithoutFaults(opened);
});

test("the three forms of a block are one function, as far as 32 bits go", async () => {
  const opened = await open();
  const lab = group(opened, "Three forms of one block");
  await lab.getByLabel("Cardinality C").fill("8");
  await lab.getByLabel("Group width d").fill("14");
  await measured(lab, /is measured/);
  const rows = (await lab.locator("tbody tr").allInnerTexts()).map((text) =>
    text.split("\t").map((part) => part.trim())
  );
  expect(rows).toHaveLength(3);
  const difference = (text: string) => {
    const [, digits, exponent] = /([\d.]+) · 10⁻(.)/.exec(text) ?? [null, text, "⁰"];
    return Number(digits) * 10 ** -"⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(exponent!);
  };
  const [sum, concat, grouped] = rows.map(([, output]) => difference(output));
  for (const other of [sum, concat]) expect(other).toBeLessThan(1e-5);
  expect(grouped).toBe(0);
  expect(sum).toBeGreaterThan(0);
  expect(Number(rows[0][3])).toBeGreaterThan(3 * Number(rows[2][3])); // calls of kernels
  await closeWithoutFaults(opened);
});

test("networks of equal cost train side by side, and their steps are timed", async () => {
  const opened = await open();
  const lab = group(opened, "Cardinality at equal cost");
  await lab.getByLabel("Width at C = 1").fill("3");
  expect(await lab.getByRole("alert").innerText()).toMatch(
    /invalid width: 3; it must be an integer from 4 to 64/
  );
  await lab.getByLabel("Width at C = 1").fill("4");
  await lab.getByRole("button", {name: "Train", exact: true}).click();
  const taken = async () =>
    Number(/[Ss]tep (\d+)/.exec(await lab.locator("p.status").last().innerText())?.[1]);
  await expect.poll(taken, {timeout: measureMs}).toBeGreaterThanOrEqual(3);
  await lab.getByRole("button", {name: "Stop"}).click();
  await expect.poll(() => lab.locator(".badge").innerText()).toBe("trained in this browser");
  const times = group(opened, "Time of a training step");
  await times.getByRole("button", {name: "Measure"}).click();
  await expect
    .poll(() => times.getByRole("status").innerText(), {timeout: measureMs})
    .toMatch(/Step \d+ of 22/);
  await times.getByRole("button", {name: "Stop"}).click();
  await expect.poll(() => times.getByRole("status").innerText(), {timeout: measureMs}).toBe("Stopped.");
  await closeWithoutFaults(opened);
});

test("the wrong line of the exercise is found", async () => {
  const opened = await open();
  const lines = opened.page.locator(".groups-exercise .code-line");
  const wrong = opened.page.getByRole("button", {name: /groups=width \/\/ groups/});
  await wrong.click();
  expect(await lines.count()).toBeGreaterThan(5);
  await opened.shows(opened.page.locator("main"), /4,608/);
  await closeWithoutFaults(opened);
});
