import type {Locator} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type CellPage, openCellPage} from "./cellPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const open = (): Promise<CellPage> => openCellPage(site, "code");
const group = ({page}: CellPage, name: string): Locator => page.getByRole("group", {name, exact: true});

test("a line under the pointer lights its boxes and its line of the other listing", async () => {
  const opened = await open();
  const figure = group(opened, "A ResNet in code");
  const line = figure.locator(".listing").first().locator("code", {hasText: "self.conv2 = "});
  await line.hover();
  await expect.poll(() => figure.locator('[data-part="layer2.0.conv2"].lit').count()).toBe(1);
  await expect.poll(() => figure.locator(".listing").nth(1).locator("code.lit").count()).toBe(1);
  await figure.getByLabel("only two entries").check();
  await expect.poll(() => figure.getByRole("alert").innerText()).toContain("it must have 3 entries");
  await closeWithoutFaults(opened);
});

test("dropped weights are read, fitted and run on an image, in the page's worker", async () => {
  const opened = await open();
  const figure = group(opened, "Weights from PyTorch");
  await figure.scrollIntoViewIfNeeded();
  const choose = (place: number, file: string) =>
    figure.locator("input[type=file]").nth(place).setInputFiles(file);
  await choose(0, "tests/fixtures/weights/tiny_resnet.pth");
  await expect.poll(() => figure.getByRole("status").innerText()).toContain("fits: 87");
  await choose(1, "docs/retrain.png");
  await expect.poll(() => figure.locator(".weights-scores tbody tr").count()).toBe(5);
  await choose(0, "tests/fixtures/weights/hostile.pth");
  await expect.poll(() => figure.getByRole("alert").innerText()).toContain("system");
  await closeWithoutFaults(opened);
});
