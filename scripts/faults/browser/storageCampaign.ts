import {setTimeout as delay} from "node:timers/promises";
import type {Draws} from "../draws.js";
import {mutatedJson} from "../mutations.js";
import {UnkeptPromise} from "../unkept.js";
import {everyThread} from "./everyThread.js";
import {figureAddress, figureOn, stepIn} from "./figure.js";
import {type Reader, until} from "./reader.js";
import type {VisitPlan} from "./visitCampaign.js";

/** A fault of what a browser keeps, and what the reader does meanwhile. */
interface StorageTry {
  fault: keyof typeof faults;
  nets: number;
  /** For how long after the first step, in milliseconds. */
  waitMs: number;
  /** What is kept already. */
  entry?: unknown;
}

/** Faults that a script brings, in the page and its workers. */
const scripts = {
  absent: "for (let at = globalThis; at; at = Object.getPrototypeOf(at)) delete at.indexedDB;",
  refused: `IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };`,
  "never answers": "IDBFactory.prototype.open = () => new EventTarget();",
  full: `IDBObjectStore.prototype.put = () => { throw new DOMException("The disk is full.", "QuotaExceededError"); };`,
  "full at the end": `
    const {put} = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given) {
      const request = put.apply(this, given);
      request.addEventListener("success", () => this.transaction.abort());
      return request;
    };`,
  "closed in between": `
    let count = 0;
    const {transaction} = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...given) {
      if (++count === 3) this.close();
      return transaction.apply(this, given);
    };`
} as const;

/** Faults that an earlier visit has left. */
const entries = {
  corrupted: undefined,
  "a newer version": {version: 9, stores: ["sessions", "newer"]},
  "a newer version without our store": {version: 9, stores: ["newer"]},
  "no store": {version: 1, stores: []}
} as const;

const visits = {"a reload in a save": undefined, "two tabs": undefined, none: undefined} as const;
const faults = {...scripts, ...entries, ...visits};
const names = Object.keys(faults) as (keyof typeof faults)[];

/** What the browser keeps, or does not: training goes on, the last whole checkpoint is used, and a loss is told once. */
export const storage: VisitPlan<StorageTry> = {
  name: "what a browser keeps",
  make: (draws, index) => ({
    fault: names[index % names.length],
    nets: 1 + draws.below(2),
    waitMs: draws.below(1500),
    entry: kept(draws)
  }),
  reader: ({fault}) =>
    fault in scripts ? {script: everyThread(scripts[fault as keyof typeof scripts]), bypassCSP: true} : {},
  async visit({fault, nets, waitMs, entry}, reader) {
    if (fault === "two tabs") return twoTabs(reader, nets);
    if (fault === "a reload in a save") return reloaded(reader, {nets, waitMs});
    if (fault in entries) await leave(reader, entries[fault as keyof typeof entries], entry);
    const page = await reader.open(figureAddress({nets}));
    const figure = figureOn(page);
    await figure.press("Retrain");
    const end = await figure.ends();
    if (!/^Ended at step 8 of 8/.test(end)) throw new UnkeptPromise(`it did not train: ${end}`);
    const told = (await figure.notes()).filter((note) => /keeps no runs/.test(note));
    if (told.length > 1) throw new UnkeptPromise(`told ${told.length} times: ${told.join(" ")}`);
    return figure.notes();
  },
  show: ({fault, nets, waitMs, entry}) =>
    JSON.stringify({fault, nets, waitMs, ...(fault === "corrupted" && {entry})}).slice(0, 300)
};

const spec = {network: {name: "cifar-plain-8", width: 1}, steps: 8, batch: 4};
const checkpoint = {runId: "1.0", spec, step: 0, points: [], ended: false, state: {}};

/** A session as it was kept, more or less. */
function kept(draws: Draws): unknown {
  return JSON.parse(
    JSON.stringify(mutatedJson({savedAt: "2026-01-01", checkpoints: [checkpoint]}, draws)) ?? "null"
  );
}

/** Leaves a database as an earlier visit may have. */
async function leave(
  reader: Reader,
  {version, stores}: {version: number; stores: readonly string[]} = {version: 1, stores: ["sessions"]},
  entry: unknown
): Promise<void> {
  const page = await reader.open("licences.txt", {rests: false}); // a file of this origin that opens nothing itself
  await page.evaluate(
    ({version, stores, entry}) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("residual-course-runs", version);
        request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
        request.onupgradeneeded = () => stores.forEach((name) => request.result.createObjectStore(name));
        request.onsuccess = () => {
          const {result: database} = request; // nothing here has a name: tsx would give it one by a helper that pages lack
          if (stores.includes("sessions")) {
            const transaction = database.transaction("sessions", "readwrite");
            transaction.objectStore("sessions").put(entry, "degradation");
          }
          database.close(); // when the transaction has ended
          resolve();
        };
      }),
    {version, stores: [...stores], entry}
  );
  await page.close();
}

/** So many steps that a run is still under way after all that is done to it. */
const longSteps = 20_000;

/** Trains until a step is told, and pauses; returns the step that it is paused at. */
async function pausedStep(figure: ReturnType<typeof figureOn>): Promise<number> {
  await figure.press("Retrain");
  await figure.reaches(/step [1-9]\d* (to \d+ )?of/i);
  await figure.press("Pause");
  return stepIn(await figure.reaches(/^Paused at/));
}

/** Reloads at any time after a checkpoint: the last whole one is offered, and is gone on from. */
async function reloaded(reader: Reader, {nets, waitMs}: {nets: number; waitMs: number}): Promise<string[]> {
  const page = await reader.open(figureAddress({nets, steps: longSteps}));
  const figure = figureOn(page);
  const least = await pausedStep(figure);
  await figure.press("Resume");
  await delay(waitMs);
  await page.reload();
  const again = figureOn(page);
  const offer = await until("the offer to go on", again.offer);
  const step = stepIn((await offer.textContent()) ?? "");
  if (step < least) throw new UnkeptPromise(`offered step ${step}; step ${least} was kept`);
  await offer.getByRole("button", {name: "Resume"}).click();
  await until("a later step", async () => stepIn(await again.status()) > step);
  await again.press("Stop");
  await again.ends();
  return again.notes();
}

/** Trains in two tabs at once: the end of one run forgets nothing of the other. */
async function twoTabs(reader: Reader, nets: number): Promise<string[]> {
  const first = await reader.open(figureAddress({nets, steps: longSteps}));
  const lasting = figureOn(first);
  const least = await pausedStep(lasting);
  const second = await reader.open(figureAddress({nets, steps: 8}));
  await figureOn(second).press("Retrain");
  await figureOn(second).ends();
  await second.close();
  await first.reload();
  const offer = await until("the first tab's offer to go on", figureOn(first).offer, {withinMs: 20_000});
  const step = stepIn((await offer.textContent()) ?? "");
  if (step < least) throw new UnkeptPromise(`offered step ${step}; step ${least} was kept`);
  return lasting.notes();
}
