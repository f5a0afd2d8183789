import type {Locator} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type CellPage, openCellPage} from "./cellPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const open = (): Promise<CellPage> => openCellPage(site, "alexnet-to-resnet");
const group = ({page}: CellPage, name: string): Locator => page.getByRole("group", {name, exact: true});
const heads = (opened: CellPage): Promise<string[]> =>
  group(opened, "Networks by year").locator(".columns .head").allTextContents();

test("a row unfolds into its network by pointer and by keyboard, and an edit of the cell draws others", async () => {
  const opened = await open();
  const row = (name: RegExp) => group(opened, "Networks by year").getByRole("button", {name});
  expect(await heads(opened)).toEqual(["VGG-19", "plain-34", "ResNet-34"]);
  await row(/^GoogLeNet, 2014/).click();
  expect(await heads(opened)).toEqual(["VGG-19", "plain-34", "ResNet-34", "GoogLeNet"]);
  await row(/^VGG-19, 2014/).focus();
  await opened.page.keyboard.press("Enter");
  expect(await heads(opened)).toEqual(["plain-34", "ResNet-34", "GoogLeNet"]);
  await opened.edit("drawn", `const drawn = ["alexnet-original", "resnet152"];`);
  await expect.poll(() => heads(opened)).toEqual(["AlexNet", "ResNet-152"]);
  await closeWithoutFaults(opened);
});

test("a drag of the top map's position moves what it sees of the image", async () => {
  const opened = await open();
  const tracer = group(opened, "Receptive fields of a stack");
  const seen = () => tracer.locator("svg.trace").getAttribute("aria-label");
  const before = await seen();
  const top = tracer.locator(".top-map .ground");
  await top.scrollIntoViewIfNeeded();
  const {x, y, width, height} = (await top.boundingBox())!;
  const {mouse} = opened.page;
  await mouse.move(x + width / 2, y + height / 2);
  await mouse.down();
  await mouse.move(x + width / 2, y + height * 0.9, {steps: 4});
  await mouse.up();
  expect(await seen()).not.toBe(before);
  expect(await seen()).toMatch(/sees 7×7 pixels/);
  await closeWithoutFaults(opened);
});

test("an edit of the module moves its tubes and the sentence below them", async () => {
  const opened = await open();
  await opened.edit(
    "module",
    "const filters = {ones: 64, threesReduce: 48, threes: 128, fivesReduce: 16, fives: 32, poolProjection: 64};\nconst channels = 192;"
  );
  await opened.shows(group(opened, "An Inception module"), /92,672/);
  await opened.shows(opened.page.locator("main"), /adds\s+12,288 weights/);
  await closeWithoutFaults(opened);
});
