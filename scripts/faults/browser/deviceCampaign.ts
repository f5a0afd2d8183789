import {setTimeout as delay} from "node:timers/promises";
import type {Page} from "playwright-core";
import {UnkeptPromise} from "../unkept.js";
import {everyThread} from "./everyThread.js";
import {figureAddress, figureOn, stepIn} from "./figure.js";
import {type Reader, until} from "./reader.js";
import type {VisitPlan} from "./visitCampaign.js";

/** Calls of WebGPU at which a device can go, and the stage that each is of. */
const stages = {
  "asks for an adapter": "GPU.prototype.requestAdapter",
  "asks for a device": "GPUAdapter.prototype.requestDevice",
  prepares: "GPUDevice.prototype.createBuffer",
  compiles: "GPUDevice.prototype.createShaderModule",
  "makes a pipeline": "GPUDevice.prototype.createComputePipelineAsync",
  steps: "GPUQueue.prototype.submit",
  "writes a batch": "GPUQueue.prototype.writeBuffer",
  "reads back": "GPUBuffer.prototype.mapAsync"
} as const;

const happenings = {
  "the device is lost": "lost",
  "the call fails": "fails",
  "wrong numbers": "wrong",
  "not numbers": "nan",
  "a worker throws": "throws",
  "timers once a second": "throttled",
  "a hidden tab": "hidden",
  "a hidden tab is killed": "killed",
  "quick starts and stops": "quick",
  "runs in a row": "many"
} as const;
const names = Object.keys(happenings) as (keyof typeof happenings)[];

/** What befalls the machine that trains. */
interface DeviceTry {
  happening: keyof typeof happenings;
  stage: keyof typeof stages;
  /** At which of the calls of the stage, from 1. */
  call: number;
  nets: number;
  waitMs: number;
}

/** The device and the workers: training goes on somewhere, or says why not; nothing is left behind. */
export const devices: VisitPlan<DeviceTry> = {
  name: "devices and workers",
  make: (draws, index) => ({
    happening: names[index % names.length],
    stage: draws.one(Object.keys(stages) as (keyof typeof stages)[]),
    call: 1 + draws.below(draws.chance(0.5) ? 3 : 60),
    nets: 1 + draws.below(2),
    waitMs: draws.below(800)
  }),
  reader: (input) => ({script: everyThread(scriptOf(input)), bypassCSP: true}),
  async visit({happening, nets, waitMs}, reader) {
    const kind = happenings[happening];
    if (kind === "quick") return quickStarts(reader, nets);
    if (kind === "many") return manyRuns(reader, nets);
    if (kind === "hidden") return hidden(reader, {nets, waitMs});
    if (kind === "killed") return killed(reader, {nets, waitMs});
    if (kind === "throws") return throwing(reader, {nets, waitMs});
    const backend = kind === "throttled" ? "wasm" : "webgpu-software";
    const figure = figureOn(await reader.open(figureAddress({nets, backend})));
    await figure.press("Retrain");
    const end = await figure.ends();
    const notes = await figure.notes();
    if (!/^Ended at step 8 of 8/.test(end) && notes.length === 0)
      throw new UnkeptPromise(`it ended without a word: ${end}`);
    if (kind === "wrong" || kind === "nan") {
      const place = await figure.place();
      if (/^Trains on software WebGPU/.test(place) && notes.length === 0)
        throw new UnkeptPromise(`wrong numbers went unnoticed: ${place}`);
      return [...notes, place];
    }
    return notes;
  }
};

/** What a happening does in the page and its workers. */
function scriptOf({happening, stage, call}: DeviceTry): string {
  const kind = happenings[happening];
  if (kind === "throttled")
    return `const {setTimeout: soon} = globalThis; globalThis.setTimeout = (act, ms = 0, ...given) => soon(act, Math.max(ms, 1000), ...given);`;
  if (kind === "hidden" || kind === "killed") return canHide;
  if (kind === "wrong" || kind === "nan") return wrongNumbers(kind === "nan" ? "NaN" : "1.5 * value");
  if (kind !== "lost" && kind !== "fails") return "";
  const path = stages[stage];
  const [owner, , method] = path.split(".");
  return `
    if (globalThis.${owner}) {
      const {requestDevice} = GPUAdapter.prototype;
      let device, count = 0;
      GPUAdapter.prototype.requestDevice = async function (...given) {
        return (device = await requestDevice.apply(this, given));
      };
      const {${method}: own} = ${owner}.prototype;
      ${owner}.prototype.${method} = function (...given) {
        if (++count === ${call}) {
          ${kind === "fails" ? 'throw new DOMException("the driver is gone", "OperationError");' : "device?.destroy();"}
        }
        return own.apply(this, given);
      };
    }`;
}

/** Lets a test hide the page by `hide(true)`: nothing is drawn any more, and timers come once a second. */
const canHide = `
  if (globalThis.document) {
    let hidden = false;
    const waiting = [];
    const {requestAnimationFrame: draw, setTimeout: soon} = globalThis;
    Object.defineProperty(document, "hidden", {get: () => hidden});
    Object.defineProperty(document, "visibilityState", {get: () => (hidden ? "hidden" : "visible")});
    globalThis.requestAnimationFrame = (act) => (hidden ? waiting.push(act) : draw(act));
    globalThis.setTimeout = (act, ms = 0, ...given) => soon(act, hidden ? Math.max(ms, 1000) : ms, ...given);
    globalThis.hide = (on) => {
      hidden = on;
      document.dispatchEvent(new Event("visibilitychange"));
      if (!on) for (const act of waiting.splice(0)) draw(act);
    };
  }`;

/** Trains until a step is told, hides the page, and returns the least step that was taken. */
async function hideInRun(page: Page): Promise<number> {
  const figure = figureOn(page);
  await figure.press("Retrain");
  const status = await figure.reaches(/step [1-9]\d* (to \d+ )?of/i);
  await page.evaluate("hide(true)");
  return stepIn(status);
}

/** A page that nobody sees trains on, and shows all of it once it is seen. */
async function hidden(reader: Reader, {nets, waitMs}: {nets: number; waitMs: number}): Promise<string[]> {
  const page = await reader.open(figureAddress({nets, steps: 600, backend: "wasm"}));
  await hideInRun(page);
  await delay(waitMs);
  await page.evaluate("hide(false)");
  const figure = figureOn(page);
  const end = await figure.ends();
  if (!/^Ended at step 600 of 600/.test(end)) throw new UnkeptPromise(`it did not train on: ${end}`);
  return figure.notes();
}

/** A page that nobody sees ends without a word, as on a phone: the run is offered from where it was hidden, or later. */
async function killed(reader: Reader, {nets, waitMs}: {nets: number; waitMs: number}): Promise<string[]> {
  const address = figureAddress({nets, steps: 20_000, backend: "wasm"});
  const page = await reader.open(address);
  const least = await hideInRun(page);
  await delay(1_000 + waitMs); // a checkpoint is written
  const session = await reader.context.newCDPSession(page);
  session.send("Page.crash").catch(() => {}); // there is nobody to answer
  await page.waitForEvent("crash");
  const next = await reader.open(address);
  const offer = await until("the offer to go on", figureOn(next).offer);
  const step = stepIn((await offer.textContent()) ?? "");
  if (!(step >= least))
    throw new UnkeptPromise(`offered step ${step}; it was at step ${least} when it was hidden`);
  return figureOn(next).notes();
}

/** Changes each number that is read back from a device. */
function wrongNumbers(changed: string): string {
  return `
    if (globalThis.GPUBuffer) {
      const {getMappedRange} = GPUBuffer.prototype;
      GPUBuffer.prototype.getMappedRange = function (...given) {
        const range = getMappedRange.apply(this, given);
        if (this.usage & GPUBufferUsage.MAP_READ) {
          const numbers = new Float32Array(range);
          numbers.forEach((value, i) => (numbers[i] = ${changed}));
        }
        return range;
      };
    }`;
}

/** A fault that nothing catches ends one worker in the middle of a run; its networks go on in another. */
async function throwing(reader: Reader, {nets, waitMs}: {nets: number; waitMs: number}): Promise<string[]> {
  const page = await reader.open(figureAddress({nets, steps: 600, backend: "wasm"}));
  const figure = figureOn(page);
  await figure.press("Retrain");
  await figure.reaches(/step [1-9]\d* (to \d+ )?of/i);
  await delay(waitMs);
  const [worker] = page.workers();
  await worker
    ?.evaluate(
      () =>
        void setTimeout(() => {
          throw new RangeError("no memory is left");
        })
    )
    .catch(() => {});
  const end = await figure.ends();
  if (!/^Ended at step 600 of 600/.test(end)) throw new UnkeptPromise(`it did not go on: ${end}`);
  return figure.notes();
}

const workersOf = (page: Page) => page.workers().length;

/** Starts and stops fifty times, each before the last has begun: no worker is left behind, and the figure still trains. */
async function quickStarts(reader: Reader, nets: number): Promise<string[]> {
  const page = await reader.open(figureAddress({nets, backend: "wasm"}));
  const figure = figureOn(page);
  await page.evaluate(`
    const buttons = [...document.querySelectorAll(".training-panel button")];
    const stop = buttons.find(({textContent}) => textContent.trim() === "Stop");
    const retrain = buttons.find(({dataset}) => dataset.action === "start");
    for (let i = 0; i < 50; i++) {
      retrain.click();
      stop.click();
    }`);
  await until("an end", async () => /^Ended at step/.test(await figure.status()));
  await page.locator(".training-panel [data-action=start]").click();
  await figure.reaches(/^Ended at step 8 of 8/);
  if (workersOf(page) > 2) throw new UnkeptPromise(`${workersOf(page)} workers are left`);
  return figure.notes();
}

/** Bytes that may come with thirty runs: noise, not growth. */
const mostGrowth = 4e6;

/** Trains thirty times in a row: memory stays flat, of the page and its workers, and no worker is left behind. */
async function manyRuns(reader: Reader, nets: number): Promise<string[]> {
  const page = await reader.open(figureAddress({nets, backend: "wasm"}));
  const figure = figureOn(page);
  const start = page.locator(".training-panel [data-action=start]");
  const train = async () => {
    await start.click();
    await until(
      "a run that ends",
      async () => /^Ended at step 8 of 8/.test(await figure.status()) && (await start.isEnabled())
    );
  };
  for (let i = 0; i < 5; i++) await train();
  const before = await bytesOf(page);
  for (let i = 0; i < 30; i++) await train();
  const grown = (await bytesOf(page)) - before;
  if (grown > mostGrowth) throw new UnkeptPromise(`thirty runs took ${(grown / 1e6).toFixed(1)} MB`);
  if (workersOf(page) > 2) throw new UnkeptPromise(`${workersOf(page)} workers are left`);
  return figure.notes();
}

/** What the page and its workers hold after a collection. */
async function bytesOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  return page.evaluate(async () => {
    const measure = (performance as unknown as {measureUserAgentSpecificMemory(): Promise<{bytes: number}>})
      .measureUserAgentSpecificMemory;
    return (await measure.call(performance)).bytes;
  });
}
