import {setTimeout as delay} from "node:timers/promises";
import type {Page} from "playwright-core";
import {UnkeptPromise} from "../unkept.js";
import {type Reader, until} from "./reader.js";
import type {VisitPlan} from "./visitCampaign.js";
import {firstCell, writeCode} from "./writeCode.js";

/** Code that harms its page: the page stops it, or must be closed, and tells of it at the next visit. */
const codes: Record<string, string> = {
  "a loop": "while (true) {}",
  "a loop that catches": "for (;;) try { for (;;) {} } catch {}",
  "an asynchronous loop": "for (let i = 0; ; i++) await i;",
  microtasks: "const again = () => Promise.resolve().then(again); again();",
  recursion: "const deeper = (n) => deeper(n + 1) + 1; display(deeper(0));",
  "a recursion of promises": "const deeper = async (n) => (await null, deeper(n + 1)); await deeper(0);",
  "a generator": "function* all() { for (let n = 0; ; n++) yield n; }\ndisplay([...all()].length);",
  "a handler":
    "const b = display(html`<button class=harm>press</button>`); b.onclick = () => { for (;;) {} };",
  "a regular expression": `/^(a+)+$/.test("a".repeat(40) + "b");`,
  "Array.prototype": "Array.prototype.map = Array.prototype.forEach = () => { throw 'gone'; };",
  fetch: "globalThis.fetch = () => Promise.reject('gone'); globalThis.Promise.prototype.then = null;",
  "the body": "document.body.remove();",
  "the head": "document.head.remove(); document.querySelector('main').innerHTML = '';",
  "as much as a cell holds": `const text = "${"x".repeat(99_900)}"; display(text.length);`,
  "a circle": "const first = second + 1;",
  "a throwing getter":
    "display({get value() { throw new Error('no'); }}); display(new Proxy({}, {get() { throw 1; }, ownKeys() { throw 2; }}));",
  "a promise that never settles": "await new Promise(() => {});",
  "two definitions": "const depth = 1; const channels = depth;",
  "a rejection of nothing": "throw undefined;",
  "an error without a text": "throw {get message() { throw 1; }, toString: null};",
  "a dialog": "globalThis.alert = globalThis.requestAnimationFrame = null; globalThis.setTimeout = null;"
};
const manyCells = "five hundred cells";
const names = [...Object.keys(codes), manyCells];

interface CellTry {
  code: string;
  /** On a chapter, or in the reader's own notebook. */
  place: "degradation" | "lab";
  /** Whether it is run twice. */
  twice: boolean;
}

/** Cells that harm their page: it recovers, or is there again at the next visit, with the code kept and not run. */
export const hostileCells: VisitPlan<CellTry> = {
  name: "cells that harm their page",
  throws: true, // the cell's own
  make: (draws, index) => ({
    code: names[index % names.length],
    place: draws.chance(0.7) ? "degradation" : "lab",
    twice: draws.chance(0.3)
  }),
  async visit({code: name, place, twice}, reader) {
    if (name === manyCells) return openMany(reader);
    const code = codes[name];
    const page = await reader.open(place);
    const key = place === "lab" ? await firstCell(page) : "chart";
    await writeCode(page, key, code);
    const lives = await outlives(page, {twice, handler: name === "a handler"});
    const told = lives ? await messageOf(page, key) : [];
    await page.close({runBeforeUnload: false});
    told.push(...(await nextVisit(reader, {place, code, lives})));
    return told;
  },
  show: (input) => JSON.stringify(input)
};

/** Runs a cell, and returns whether the page still answers after the time that a loop is given. */
async function outlives(page: Page, {twice, handler}: {twice: boolean; handler: boolean}): Promise<boolean> {
  for (let times = twice ? 2 : 1; times > 0; times--) {
    await page.keyboard.press("Shift+Enter", {delay: 0}).catch(() => {});
    if (handler)
      await page
        .locator(".harm")
        .first()
        .click({timeout: 5_000})
        .catch(() => {});
  }
  await delay(1_500); // what takes a page away does it by now
  const answer = page.evaluate(() => document.querySelector("editable-cell") !== null);
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 25_000));
  return Promise.race([answer.catch(() => false), late]);
}

async function messageOf(page: Page, key: string): Promise<string[]> {
  const text = await page
    .locator(`#cell-${key} .cell-message`)
    .textContent({timeout: 2_000})
    .catch(() => "");
  return text ? [text.trim()] : [];
}

/** Opens the page again: it is whole, the code is kept, and it has not run if it took the page away. */
async function nextVisit(
  reader: Reader,
  {place, code, lives}: {place: string; code: string; lives: boolean}
): Promise<string[]> {
  const page = await reader.open(place, {rests: false});
  await page.locator("main h1").waitFor();
  const kept = await page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => /^(edited-cells|notebook):/.test(key))
      .map(([, text]) => text as string)
  );
  if (!kept.some((text) => text.includes(JSON.stringify(code).slice(1, 200).replace(/"$/, ""))))
    throw new UnkeptPromise("the code is not kept");
  if (lives) return [];
  await page.evaluate(() => dispatchEvent(new Event("wake"))).catch(() => {});
  const banner = page.locator(".cells-banner").first();
  const text = await banner.textContent({timeout: 8_000}).catch(() => null);
  if (text === null) throw new UnkeptPromise("no word on the last visit");
  if (!/not run|have not run|has not run/.test(text)) throw new UnkeptPromise(`told: ${text}`);
  return [text.trim()];
}

/** How many cells a page shows: components/notebook/document/notebookCells.ts. */
const mostCells = 200;

/** Opens a notebook of five hundred cells, as an earlier visit has left it: the first are shown and run, and all are kept. */
async function openMany(reader: Reader): Promise<string[]> {
  const cells = Array.from({length: 500}, (_, i) => {
    const source = i === 0 ? "const n0 = 1;" : `const n${i} = n0 + ${i};`;
    return {lang: "js", title: "", text: "", source, ran: source};
  });
  const first = await reader.open("privacy", {rests: false});
  const key = `notebook:${new URL(first.url()).pathname.replace(/privacy$/, "lab")}`;
  const notebook = JSON.stringify({title: "", text: "", cells});
  await first.evaluate(([key, text]) => localStorage.setItem(key, text), [key, notebook] as const);
  const page = await reader.open("lab");
  const shown = page.locator("editable-cell[data-added]");
  await until(`${mostCells} cells`, async () => (await shown.count()) === mostCells);
  await until("the last of them ran", async () => /n199/.test((await shown.last().textContent()) ?? ""));
  const told = (await page.locator(".notebook .status").allTextContents()).filter((text) => /500/.test(text));
  if (told.length !== 1)
    throw new UnkeptPromise(`told ${told.length} times that 500 cells are too many to show`);
  const kept = await page.evaluate((key) => localStorage.getItem(key) ?? "", key);
  if (!kept.includes("const n499 = n0 + 499;"))
    throw new UnkeptPromise("the cells that are not shown are not kept");
  return told;
}
