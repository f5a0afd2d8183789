import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

// Trained networks taken apart in the browser: what is measured there must point the way that the page says.

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const measureMs = 240_000;

/** A laboratory by what it is called. */
const lab = (page: Page, name: string) => page.getByRole("group", {name, exact: true});

/** The choice of networks of the path lab, and that of the laboratories of deleted and shuffled blocks. */
const choices = (page: Page) => page.locator(".specimens");

async function choose(choice: Locator, names: readonly string[]): Promise<void> {
  for (const label of await choice.locator("label").all()) {
    const name = (await label.innerText()).trim().split(/\s/)[0];
    await label.locator("input").setChecked(names.includes(name));
  }
}

async function measured(group: Locator): Promise<void> {
  await expect
    .poll(() => group.getByRole("status").innerText(), {timeout: measureMs})
    .toBe("All is measured.");
}

/** What the chart of a laboratory says of a network. */
async function said(group: Locator, net: string): Promise<string> {
  const text = (await group.locator("svg[aria-description]").first().getAttribute("aria-description"))!;
  return new RegExp(`${net}: ([^:]*)\\.(?= |$)`).exec(text)?.[1] ?? `nothing of ${net} in: ${text}`;
}

/** Waits for an error in percent that is measured here, and returns it. */
async function errorOf(switches: Locator): Promise<number> {
  const text = () => switches.locator("output").innerText();
  await expect.poll(text, {timeout: measureMs}).toMatch(/^[\d.]+ % test error(?!, recorded)/);
  return parseFloat(await text());
}

test("a block that is switched off is missing at once, and one that changes the shape says what is left", async () => {
  const opened = await site.open("paths");
  const {page} = opened;
  const residual = lab(page, "Blocks of residual-20");
  const block = (number: number) =>
    residual.getByRole("button", {name: `delete block ${number}`, exact: true});
  await block(4).click();
  expect(await errorOf(residual)).toBeGreaterThan(20);
  expect(await residual.locator("p.status").innerText()).toMatch(
    /Block 4 changes the shape, 16×16×8 to 8×8×16: its shortcut stays, every second position, with zeros/
  );
  await block(4).click();
  expect(await errorOf(residual)).toBeLessThan(5);
  await residual.getByRole("button", {name: "Delete all"}).click();
  expect(await residual.locator("p.status").innerText()).toMatch(/All 9 blocks are deleted/);
  expect(await errorOf(residual)).toBeGreaterThan(80);
  const plain = lab(page, "Blocks of plain-20");
  await plain.getByRole("button", {name: "delete block 7", exact: true}).click();
  expect(await plain.locator("p.status").innerText()).toMatch(
    /Block 7 changes .* a shortcut takes its place/
  );
  expect(await errorOf(plain)).toBeGreaterThan(50);
  await closeWithoutFaults(opened);
});

test("a sweep of 20 layers deletes every block once, tells how far it is, and stops when it is told", async () => {
  const opened = await site.open("paths");
  const {page} = opened;
  await choose(choices(page).nth(1), ["plain-20", "residual-20"]);
  const sweep = lab(page, "Every block deleted, one at a time");
  await sweep.getByRole("button", {name: "Measure"}).click();
  await expect.poll(() => sweep.getByRole("status").innerText(), {timeout: measureMs}).toMatch(/\d of 10/);
  await sweep.getByRole("button", {name: "Stop"}).click();
  await expect.poll(() => sweep.getByRole("status").innerText()).toBe("Stopped.");
  const begin = Date.now();
  await sweep.getByRole("button", {name: "Measure"}).click();
  await measured(sweep);
  console.log(`sweep of two networks of 20 layers: ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  expect(await sweep.locator(".badge").innerText()).toBe("measured in this browser");
  expect(await said(sweep, "plain-20")).toMatch(/whole, from (5|6|7|8|9)\d/);
  expect(await said(sweep, "residual-20")).toMatch(/ without block 9 to [56]\d\.\d % without block 1/);
  await closeWithoutFaults(opened);
});

test("a network that is trained here can be taken apart, and is still there after a reload", async () => {
  const opened = await site.open("paths");
  const {page} = opened;
  const own = lab(page, "A network of your own");
  await own.getByLabel("Depth").fill("21");
  expect(await own.getByRole("alert").innerText()).toMatch(/invalid depth: 21; .*6n \+ 2/);
  await own.getByLabel("Depth").fill("8");
  await own.getByRole("button", {name: "Train", exact: true}).click();
  const label = choices(page).nth(1).locator("label", {hasText: "residual-8, own"});
  await label.waitFor({timeout: measureMs});
  await choose(choices(page).nth(1), ["residual-8,"]);
  const shuffle = lab(page, "Blocks in another order");
  await shuffle.getByRole("button", {name: "Measure"}).click();
  await expect
    .poll(() => shuffle.getByRole("status").innerText(), {timeout: measureMs})
    .toBe("Not measured: no network is chosen that has something to measure."); // a block a stage
  const many = lab(page, "Many blocks deleted at random");
  await many.getByRole("button", {name: "Measure"}).click();
  await measured(many);
  await choose(choices(page).first(), ["residual-8,"]);
  const paths = lab(page, "Gradients of single paths");
  await paths.getByRole("button", {name: "Measure"}).click();
  await measured(paths);
  expect(await paths.innerText()).toMatch(/of the gradient is carried by paths of lengths? \d/);
  await opened.reload();
  await label.waitFor();
  await closeWithoutFaults(opened);
});

test("a network that was trained on the first page is offered here", async () => {
  const opened = await site.open("degradation?nets=cifar-plain-8&width=4&steps=5&backend=wasm");
  const {page} = opened;
  await page.getByRole("button", {name: "Retrain"}).click();
  await expect
    .poll(() => page.locator(".status").first().innerText(), {timeout: measureMs})
    .toMatch(/^Ended at step 5 of 5/);
  await opened.goTo("paths");
  await choices(page).nth(1).locator("label", {hasText: "plain-8, own"}).waitFor();
  expect(await choices(page).first().innerText()).not.toContain("plain-8"); // it has one path
  await closeWithoutFaults(opened);
});

test("a number of blocks that cannot be drawn is told at its field, and the drawing stays", async () => {
  const opened = await site.open("paths");
  const field = opened.page.getByRole("spinbutton", {name: "Blocks"});
  await field.fill("1000000");
  const alert = opened.page.getByRole("alert").filter({hasText: "invalid blocks: 1000000"});
  await alert.waitFor();
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await field.fill("54");
  await expect.poll(() => opened.page.getByText("2⁵⁴ = 18,014,398,509,481,984 paths").count()).toBe(1);
  await closeWithoutFaults(opened);
});
