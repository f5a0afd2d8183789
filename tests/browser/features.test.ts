import {afterAll, beforeAll, expect, test} from "vitest";
import {openCellPage} from "./cellPage.js";
import {openRetrainPage, type RetrainPage} from "./retrainPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";
import {withoutFeatures} from "./withoutFeatures.js";

// What some browsers lack is taken away from Chromium, on the page and in its workers. Then the first chapter trains, or says what
// is lacking, and nothing goes wrong behind the reader's back.

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
});

afterAll(() => site.close());

/** Options of a page from which *remove* takes features. */
const without = (remove: string) => ({script: withoutFeatures(remove), bypassCSP: true});

/** Opens the figure of the first chapter with two tiny networks, and begins to train. */
async function train(remove: string): Promise<RetrainPage> {
  const figure = await openRetrainPage(site, {width: "1", steps: "3", evaluate: "3"}, without(remove));
  await figure.press("Retrain");
  return figure;
}

const ends = ({reaches}: RetrainPage) => reaches(/^Ended at step 3 of 3/);
const place = ({page}: RetrainPage) => page.locator(".training-panel .place").textContent();

/** What an expression is in each of the page's workers. */
const known = ({page}: RetrainPage, expression: string) =>
  Promise.all(page.workers().map((worker) => worker.evaluate<unknown>(expression)));

async function wasmBuild(figure: RetrainPage): Promise<string> {
  return JSON.parse((await figure.file("Runs (JSON)")).toString())[0].wasmBuild;
}

test("without WebGPU networks train on WebAssembly", async () => {
  const figure = await train('hide("Navigator.prototype.gpu"); hide("WorkerNavigator.prototype.gpu");');
  await ends(figure);
  expect(await known(figure, '"gpu" in navigator')).toEqual([false, false]);
  expect(await place(figure)).toMatch(
    /^Trains on WebAssembly.*WebGPU is not used: this browser has no WebGPU\.$/
  );
  await closeWithoutFaults(figure);
});

test("without relaxed SIMD networks train by the exact build", async () => {
  const figure = await train(`
    const {validate} = WebAssembly;
    const isRelaxed = (bytes) => bytes.some((byte, i) => byte === 0xfd && bytes[i + 1] === 0x85 && bytes[i + 2] === 0x02);
    WebAssembly.validate = (bytes) => !isRelaxed(bytes) && validate(bytes);`);
  await ends(figure);
  expect(await wasmBuild(figure)).toBe("exact");
  await closeWithoutFaults(figure);
});

test("without shared memory, IndexedDB, and a service worker networks train; the figure says that nothing is kept", async () => {
  const figure = await train(`
    for (const name of ["SharedArrayBuffer", "crossOriginIsolated", "indexedDB", "Navigator.prototype.serviceWorker"])
      hide(name);`);
  await ends(figure);
  const types = "[typeof SharedArrayBuffer, typeof crossOriginIsolated, typeof indexedDB].join()";
  expect(await known(figure, types)).toEqual(Array(2).fill("undefined,undefined,undefined"));
  expect(await figure.notes.textContent()).toMatch(/^this browser keeps no runs/);
  await closeWithoutFaults(figure);
});

test("without BroadcastChannel all networks train in one worker", async () => {
  const figure = await train('hide("BroadcastChannel");');
  await ends(figure);
  expect(figure.page.workers()).toHaveLength(1);
  await closeWithoutFaults(figure);
});

test("without what is younger than ES2023, and what only some browsers have, networks train", async () => {
  const figure = await train(`
    for (const name of [${younger.map((name) => `"${name}"`).join()}]) hide(name);`);
  await ends(figure);
  expect(await known(figure, "typeof Promise.withResolvers + typeof Object.groupBy")).toEqual(
    Array(2).fill("undefinedundefined")
  );
  await closeWithoutFaults(figure);
});

/** What came after ES2023, what one of Safari 17.5, Firefox 121 and Chrome 123 lacks, and what nothing here needs, such as OPFS. */
const younger = [
  ...["Promise.withResolvers", "Promise.try", "Object.groupBy", "Map.groupBy", "Array.fromAsync"],
  ...["ArrayBuffer.prototype.transfer", "Atomics.waitAsync", "Iterator", "RegExp.escape", "Float16Array"],
  ...["union", "intersection", "difference", "isSubsetOf"].map((name) => `Set.prototype.${name}`),
  ...["String.prototype.isWellFormed", "Uint8Array.fromBase64", "Math.sumPrecise", "URL.parse"],
  ...["AbortSignal.any", "Element.prototype.moveBefore", "Element.prototype.togglePopover"],
  ...["Document.prototype.startViewTransition", "requestIdleCallback", "scheduler", "EditContext"],
  ...["navigation", "Highlight", "CSS.highlights", "Navigator.prototype.connection"],
  ...["Navigator.prototype.scheduling", "Navigator.prototype.storage", "OffscreenCanvas"]
];

test.each([
  ["workers", "delete globalThis.Worker;", "this browser has no workers, in which networks train"],
  [
    "workers made of modules",
    "globalThis.Worker = class { terminate() {} postMessage() {} };",
    "this browser has no workers made of modules, in which networks train; newer ones have"
  ]
])("without %s the figure says so", async (_, remove, message) => {
  const figure = await openRetrainPage(site, {}, {script: remove});
  await figure.press("Retrain");
  await expect.poll(() => figure.notes.textContent()).toContain(message);
  await closeWithoutFaults(figure);
});

test("without streams that pack, a link is refused in words, and one that comes is, too", async () => {
  const remove = 'hide("CompressionStream"); hide("DecompressionStream");';
  const opened = await openCellPage(
    site,
    "degradation#cells=q1YqSy0qzszPU7Iy1FFKTs3JKVayio6tBQA",
    without(remove)
  );
  await opened.shows(opened.page.locator(".cells-banner"), /This browser cannot unpack what a link carries/);
  await opened.edit(
    "network",
    "const depth = 110, width = 8, block = 'basic', cardinality = 1, shortcut = 'A';"
  );
  const bar = opened.page.locator(".cells-bar");
  await opened.shows(bar, /1 cell edited(?!, )/); // it has run: what is said before that goes with the next count
  await bar.getByRole("button", {name: "Copy link"}).click();
  await opened.shows(bar, /this browser cannot pack changes into a link; newer ones can/);
  await closeWithoutFaults(opened);
});
