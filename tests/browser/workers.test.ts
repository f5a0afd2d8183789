import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openRetrainPage, type RetrainPage} from "./retrainPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

const open = (query: Record<string, string> = {}) => openRetrainPage(site, {backend: "wasm", ...query});

/** Trains to the end, and returns the lines of the run in the CSV file. */
async function trained(figure: RetrainPage): Promise<string[]> {
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  const lines = (await figure.file("CSV")).toString().split("\n");
  return lines.filter((line) => line.startsWith("this run,"));
}

test("two networks train in two workers, by the same numbers as in one, and load no TensorFlow.js", async () => {
  const pooled = await open();
  const lines = await trained(pooled);
  expect(pooled.page.workers()).toHaveLength(2);
  expect(await pooled.page.locator(".training-panel .place").textContent()).toContain(
    "by the course's own kernels"
  );
  const loaded = pooled.requests.filter((name) => /worker\/.*\.js$/.test(name));
  expect(loaded.filter((name) => name.includes("engine"))).not.toEqual([]);
  const texts = loaded.map((name) => readFileSync(join("dist", name), "utf8"));
  expect(texts.filter((text) => text.includes("findBackendFactory"))).toEqual([]); // a name of TensorFlow.js
  const alone = await open({workers: "1"});
  expect(await trained(alone)).toEqual(lines);
  expect(lines.length).toBe(2 * (12 + 3));
  expect(alone.page.workers()).toHaveLength(1);
  await closeWithoutFaults(pooled);
  await closeWithoutFaults(alone);
});

test("more workers than cores are said to be too many, and as many as there are cores train", async () => {
  const figure = await open({workers: "16"});
  await trained(figure);
  expect(await figure.notes.textContent()).toBe(
    "16 workers were asked for; this computer has 2 cores, and so many train"
  );
  expect(figure.page.workers()).toHaveLength(2);
  await closeWithoutFaults(figure);
});

test("both networks are at the same step when they are paused, and go on after a reload", async () => {
  const figure = await open({steps: "3000", batch: "64", width: "8"});
  await figure.press("Retrain");
  await figure.learns();
  await figure.press("Pause");
  await figure.reaches(/^Paused at step/);
  const taken = Object.values(await figure.steps());
  expect(taken).toHaveLength(2);
  expect(Math.max(...taken) - Math.min(...taken)).toBeLessThanOrEqual(6); // steps of lead, and the one in hand
  await figure.reload();
  await figure.page.locator(".training-panel .offer").getByRole("button", {name: "Resume"}).click();
  const further = async () => Math.min(...Object.values(await figure.steps()));
  await expect.poll(further, {timeout: 120_000}).toBeGreaterThan(Math.max(...taken));
  await figure.press("Stop");
  await figure.reaches(/^Ended at step/);
  await closeWithoutFaults(figure);
});

test("where the workers' script is gone, the figure says so, and trains when it has come", async () => {
  const figure = await open({workers: "1"});
  const script = /\/worker\/worker\.[^/]*js$/;
  await figure.page.context().route(script, (route) => route.fulfill({status: 404, body: "gone"}));
  await figure.press("Retrain");
  await figure.reaches(/^Stopped by an error/);
  expect(await figure.notes.textContent()).toMatch(
    /^a part of this page could not be loaded[^]*try again[^]*reload the page$/
  );
  expect(await figure.notes.locator(":scope > *").count()).toBe(1);
  await figure.page.context().unroute(script);
  await figure.press("Retrain");
  await figure.reaches(/^Ended at step 12 of 12/);
  expect(await figure.notes.isVisible()).toBe(false);
  await figure.close();
});
