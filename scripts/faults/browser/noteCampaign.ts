import type {Page} from "playwright-core";
import type {Draws} from "../draws.js";
import {mutatedJson} from "../mutations.js";
import {UnkeptPromise} from "../unkept.js";
import {type Reader, until} from "./reader.js";
import type {VisitPlan} from "./visitCampaign.js";
import {firstCell, writeCode} from "./writeCode.js";

/** Faults that a script brings on each page. */
const scripts = {
  absent:
    "delete globalThis.localStorage; Object.defineProperty(globalThis, 'localStorage', {value: undefined});",
  refused: `Object.defineProperty(globalThis, "localStorage", {
    get() { throw new DOMException("denied", "SecurityError"); }
  });`,
  full: `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };`,
  unreadable: `Storage.prototype.getItem = () => { throw new DOMException("damaged", "UnknownError"); };`
} as const;

/** What an earlier visit has left, or befalls the notes meanwhile. */
const others = {damaged: undefined, "emptied in between": undefined, "two tabs": undefined} as const;
const faults = {...scripts, ...others};
const names = Object.keys(faults) as (keyof typeof faults)[];

interface NoteTry {
  fault: keyof typeof faults;
  /** On a chapter, or in the reader's own notebook. */
  place: "degradation" | "lab";
  /** What is noted already, by the beginnings of the keys. */
  notes: Readonly<Record<string, string>>;
}

/** What a browser notes as text: edits, notebooks, exercises. The page works, and tells once what a reload would lose. */
export const notes: VisitPlan<NoteTry> = {
  name: "what a browser notes",
  make: (draws, index) => ({
    fault: names[index % names.length],
    place: draws.chance(0.6) ? "degradation" : "lab",
    notes: damaged(draws)
  }),
  reader: ({fault}) => (fault in scripts ? {script: scripts[fault as keyof typeof scripts]} : {}),
  async visit({fault, place, notes}, reader) {
    if (fault === "two tabs") return twoTabs(reader);
    if (fault === "damaged") await leave(reader, place, notes);
    const page = await reader.open(place);
    const key = await keyOf(page, place);
    await runs(page, key, 40);
    if (fault === "emptied in between") await page.evaluate(() => localStorage.clear());
    await runs(page, key, 41);
    const told = await toldOn(page, place);
    const keeps = !(fault in scripts) || fault === "unreadable";
    if (!keeps && told.length !== 1)
      throw new UnkeptPromise(`told ${told.length} times that nothing is kept`);
    await page.close();
    const next = await reader.open(place);
    const there = await hasCode(next, code(41));
    if (keeps && fault !== "unreadable" && !there)
      throw new UnkeptPromise("the edit is gone at the next visit");
    return told;
  },
  show: ({fault, place, notes}) =>
    JSON.stringify({fault, place, ...(fault === "damaged" && {notes})}).slice(0, 400)
};

/** Code whose outcome tells that it ran. */
const code = (n: number) => `const ran = ${n} + 1;\ndisplay("ran to " + ran);`;

const keyOf = (page: Page, place: string) => (place === "lab" ? firstCell(page) : Promise.resolve("chart"));

/** Runs the code of a number in a cell, and waits for its outcome. */
async function runs(page: Page, key: string, n: number): Promise<void> {
  await writeCode(page, key, code(n));
  await page.keyboard.press("Shift+Enter");
  const outcome = `ran to ${n + 1}`;
  await until(outcome, async () => (await page.getByText(outcome).count()) > 0);
}

/** What the page says of what it does not keep. */
async function toldOn(page: Page, place: string): Promise<string[]> {
  const texts = await page
    .locator(place === "lab" ? ".notebook .status:visible" : ".cells-bar:visible")
    .allTextContents();
  return texts
    .map((text) => text.trim())
    .filter((text) => /keeps no notebook|not kept by this browser/.test(text));
}

async function hasCode(page: Page, source: string): Promise<boolean> {
  const [line] = source.split("\n");
  return page.evaluate(
    (line) =>
      [...document.querySelectorAll("editable-cell")].some(({textContent}) => textContent.includes(line)),
    line
  );
}

const edit = {key: "chart", base: "00000000", source: "display(1);", ran: "display(1);"};
const cell = {lang: "js", title: "", text: "", source: "display(2);", ran: "display(2);"};

/** What is noted under keys of these beginnings, more or less. */
function damaged(draws: Draws): Record<string, string> {
  const texts = {
    "edited-cells:": [edit],
    "notebook:": {title: "", text: "", cells: [cell]},
    "residual-course-exercises": ["degradation/outcome"],
    "editing:": "1",
    "restoring:": "1"
  };
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => {
      const text = JSON.stringify(mutatedJson(value, draws)) ?? "";
      return [key, draws.chance(0.3) ? text.slice(0, draws.below(text.length + 1)) : text];
    })
  );
}

async function leave(reader: Reader, place: string, notes: NoteTry["notes"]): Promise<void> {
  const page = await reader.open("licences.txt", {rests: false}); // a file of this origin that notes nothing itself
  const path = new URL(page.url()).pathname.replace("licences.txt", place);
  const entries = Object.entries(notes).map(([key, text]) => [key.endsWith(":") ? key + path : key, text]);
  await page.evaluate(
    (entries) => entries.forEach(([key, text]) => localStorage.setItem(key, text)),
    entries
  );
  await page.close();
}

/** Changes two cells of a page, each in a tab of its own: both changes are there at the next visit. */
async function twoTabs(reader: Reader): Promise<string[]> {
  const tabs = [await reader.open("degradation"), await reader.open("degradation")];
  for (const [i, key] of ["network", "chart"].entries()) {
    await writeCode(tabs[i], key, code(40 + i));
    await tabs[i].keyboard.press("Shift+Enter");
  }
  for (const tab of tabs) await tab.close();
  const next = await reader.open("degradation");
  for (const i of [0, 1])
    if (!(await hasCode(next, code(40 + i)))) throw new UnkeptPromise(`the change in tab ${i + 1} is gone`);
  return [];
}
