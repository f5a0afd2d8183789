import {afterAll, beforeAll, expect, test} from "vitest";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

test("a page that is only read loads no TensorFlow.js, to its last line", async () => {
  const {page, faults, close} = await site.open("degradation");
  await page.locator(".images").scrollIntoViewIfNeeded();
  await page.locator(".contact-sheet canvas").first().waitFor();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({name}) => name));
  expect(names.filter((name) => /tfjs|tensorflow|codemirror|acorn/.test(name))).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

test("the contact sheet shows ten classes and moves nothing when it comes", async () => {
  const {page, close} = await site.open("degradation");
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  await page.locator(".images").scrollIntoViewIfNeeded();
  await page.locator(".contact-sheet canvas").nth(9).waitFor();
  expect(await page.locator(".contact-sheet canvas").count()).toBe(10);
  expect(Math.abs((await height()) - before)).toBeLessThan(8);
  await close();
});

test("the page's memory is flat over a thousand steps of a small network", async () => {
  const {page, close} = await site.open("degradation?nets=cifar-resnet-8&width=1&batch=2&steps=1000&evaluate=1000&evaluationImages=2&backend=wasm"); // prettier-ignore
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const reached = (step: number) =>
    page.waitForFunction((least) => Number(/step (\d+)/i.exec(document.querySelector(".status")?.textContent ?? "")?.[1] ?? 0) >= least, step); // prettier-ignore
  await page.getByRole("button", {name: "Retrain"}).click();
  await reached(200);
  const early = await used();
  await reached(1000);
  const late = await used();
  console.log(
    `heap after 200 steps ${(early / 1e6).toFixed(1)} MB, after 1000 ${(late / 1e6).toFixed(1)} MB`
  );
  expect(late - early).toBeLessThan(2e6); // 800 points of curve, and no more
  await close();
});

test("the training figure is one screen at 1280×720, its settings open or not", async () => {
  const opened = await site.open("degradation", {viewport: {width: 1280, height: 720}});
  const figure = opened.page.locator("figure", {has: opened.page.locator(".training-panel")});
  const height = async () => (await figure.boundingBox())!.height;
  const before = await height();
  expect(before).toBeLessThan(640);
  await figure.locator("summary", {hasText: "Settings"}).click();
  const seed = figure.locator('[data-setting="seed"]');
  await seed.scrollIntoViewIfNeeded();
  await seed.fill("7");
  expect(await figure.locator(".seed").textContent()).toBe("seed 7");
  expect(await height()).toBe(before);
  await closeWithoutFaults(opened);
});
