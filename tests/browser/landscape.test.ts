import {afterAll, beforeAll, expect, test} from "vitest";
import {openLab, trainingMs} from "./labPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

test("the landscape stands in the page before any script runs", async () => {
  const opened = await site.open("landscape", {javaScriptEnabled: false});
  const {page} = opened;
  expect(
    await page.getByRole("img", {name: /loss around the weights of plain-56, ±0.02/}).count()
  ).toBeGreaterThan(1);
  expect(await page.locator("svg.surface").count()).toBeGreaterThan(1);
  expect(await page.locator("li", {hasText: "field of pits"}).innerText()).toMatch(
    /There are \d+ pits in this square/
  );
  await closeWithoutFaults(opened);
});

test("a surface is turned by keys and by hand, and zoomed", async () => {
  const zoomed = await openLab(site, "landscape", "Closer, and farther");
  const {lab, page} = zoomed;
  const surface = lab.locator("svg.surface").first();
  const drawn = () => surface.innerHTML();
  const before = await drawn();
  await lab.getByRole("slider", {name: "Turn"}).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(drawn).not.toBe(before);
  const turned = await drawn();
  const box = (await surface.boundingBox())!;
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 110, {steps: 4});
  await page.mouse.up();
  await expect.poll(drawn).not.toBe(turned);
  await lab.getByRole("slider", {name: "Zoom"}).focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => surface.getAttribute("aria-label")).toContain("±0.2 each way");
  await closeWithoutFaults(zoomed);
});

test("a landscape is measured here, coarse to fine, as it was recorded", async () => {
  const opened = await openLab(site, "landscape", "A landscape of your own");
  const {lab} = opened;
  await lab.getByRole("combobox").selectOption({label: "plain-20, first weights"});
  await lab.getByRole("spinbutton", {name: "Images"}).fill("64");
  await lab.getByRole("radio", {name: "5", exact: true}).check();
  const recorded = (await lab.locator("svg.surface").getAttribute("aria-label"))!;
  await lab.getByRole("button", {name: "Measure"}).click();
  await expect
    .poll(() => lab.getByRole("status").innerText(), {timeout: trainingMs})
    .toBe("All is measured.");
  const measured = (await lab.locator("svg.surface").getAttribute("aria-label"))!;
  const lowest = (text: string) => Number(/each way: ([\d.]+)/.exec(text)![1]);
  expect(Math.abs(lowest(measured) - lowest(recorded))).toBeLessThan(0.05); // 25 of its 441 points
  expect(await lab.locator(".badge").innerText()).toContain("measured in this browser, 64 images");
  await closeWithoutFaults(opened);
});
