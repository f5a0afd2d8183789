import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {HandIn} from "../../components/assignment/handIn.js";
import {axeOn} from "../../scripts/check/axe.js";
import {type CellPage, openCellPage} from "./cellPage.js";
import {closeWithoutFaults, type OpenSite, openSite} from "./site.js";

let site: OpenSite;
let folder: string;

beforeAll(async () => {
  [site, folder] = await Promise.all([openSite(), mkdtemp(join(tmpdir(), "assignments-"))]);
});

afterAll(async () => {
  await site.close();
  await rm(folder, {recursive: true});
});

const training = `import {train} from "./components/training.js";
const line = display(html\`<p>\`);
const spec = {networks: ["cifar-resnet-8"], width: 1, batch: 8, steps: 6, seed: 5, evaluationImages: 64};
for await (const view of train(spec)) line.textContent = view.text;`;

const claims = `import {check} from "./components/exercises.js";
display(check("depth", {"the network is deep": depth > 50}));`;

const press = ({page}: CellPage, name: string) => page.getByRole("button", {name, exact: true}).click();

/** The key of the cell at a place, from 0. */
async function keyAt({page}: CellPage, place: number): Promise<string> {
  return (await page.locator("editable-cell").nth(place).getAttribute("data-key"))!;
}

/** Hands in, and returns the file and where it is kept. */
async function handIn({page}: CellPage, name: string): Promise<{path: string; file: HandIn}> {
  await page.getByLabel("Your name").fill(name);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", {name: "Hand in", exact: true}).click()
  ]);
  expect(download.suggestedFilename()).toBe(`hand-in-how-deep-${name.toLowerCase()}.json`);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return {path, file: JSON.parse(await readFile(path, "utf8")) as HandIn};
}

/** Makes an assignment in the lab, and returns what its link carries. */
async function makeAssignment(): Promise<string> {
  const lab = await openCellPage(site, "lab");
  const {page} = lab;
  await page.evaluate(() => (navigator.clipboard.writeText = async (text) => void (window.name = text)));
  await press(lab, "An empty notebook");
  await page.getByLabel("Title").fill("How deep?");
  await lab.edit(await keyAt(lab, 0), "const depth = 20;");
  await page.locator(".assignment-maker summary").click();
  await page.getByLabel("Due").fill("Friday, 12:00");
  await press(lab, "Copy assignment link");
  await lab.shows(page.locator(".assignment-maker [role=alert]"), /invalid number of checks: 0/);
  await press(lab, "Add JavaScript");
  await lab.edit(await keyAt(lab, 1), training, {run: false});
  await press(lab, "Add check");
  await lab.edit(await keyAt(lab, 2), claims);
  await lab.shows(page.locator(".exercise-claims"), /0 of 1 hold/);
  await press(lab, "Copy assignment link");
  await lab.shows(page.locator(".assignment-maker [role=status]"), /Copied/);
  const {hash} = new URL(await page.evaluate(() => window.name));
  await closeWithoutFaults(lab);
  return hash;
}

test("an assignment is made, opened by a student, failed, mended, handed in, and collected", async () => {
  const hash = await makeAssignment();
  const student = await openCellPage(site, "lab");
  const {page} = student;
  await press(student, "An empty notebook");
  await student.edit(await keyAt(student, 0), "display('my own notes')");
  await page.evaluate((hash) => void (location.hash = hash), hash);
  const panel = page.locator(".assignment");
  const banner = page.locator(".cells-banner");
  await student.shows(banner, /This link carries an assignment\.\s+It has not run/);
  expect(await panel.count()).toBe(0);
  await banner.getByRole("button", {name: "Run this code"}).click();
  await student.shows(page.locator(".assignment-head"), /due Friday, 12:00/);
  await student.shows(panel, /✗ Check 3 does not hold\s*0 of 1 check holds/);
  await student.shows(page.locator("editable-cell").nth(1), /at step 6 of 6/);
  await student.edit(await keyAt(student, 0), "const depth = 56;");
  await student.shows(panel, /✓ Check 3 holds\s*1 of 1 check holds/);

  await student.reload();
  await student.shows(panel, /✓ Check 3 holds/);
  await student.shows(page.locator("editable-cell").first(), /depth = 56/);
  expect(await axeOn(page)).toEqual([]);
  const aside = page.getByRole("group", {name: "Put aside"});
  await aside.getByRole("button", {name: "My notebook"}).click();
  await student.shows(page.locator("editable-cell"), /my own notes/);
  await aside.getByRole("button", {name: "How deep?"}).click();
  await student.shows(panel, /✓ Check 3 holds/);
  const ada = await handIn(student, "Ada");
  expect(ada.file.cells.map(({source, of, state}) => [of, state, source.split("\n")[0]])).toEqual([
    [0, undefined, "const depth = 56;"],
    [1, undefined, 'import {train} from "./components/training.js";'],
    [2, "holds", 'import {check} from "./components/exercises.js";']
  ]);
  expect(ada.file.runs).toMatchObject([{spec: {seed: 5, steps: 6}, curves: {trainingError: {length: 6}}}]);

  await student.edit(await keyAt(student, 2), claims.replace("> 50", "> 5"));
  await student.shows(panel, /✓ Check 3 holds/);
  const ben = await handIn(student, "Ben");
  await closeWithoutFaults(student);

  const collect = await site.open("collect");
  const figure = collect.page.locator(".collect");
  await figure.locator("input[type=file]").setInputFiles([ada.path, ben.path]);
  const rows = figure.getByRole("region", {name: "Checks"}).locator("tbody tr");
  await expect
    .poll(async () => (await rows.allTextContents()).map((row) => row.replace(/\s+/g, " ").trim()))
    .toEqual(["Ada ✓ holds 1 of 1 1", "Ben ✓ holds changed 1 of 1 1"]);
  expect(await figure.locator(".hand-in-notes").textContent()).toMatch(/Ben has changed Check 3/);
  expect(await figure.locator(".error-chart:visible").count()).toBe(1);
  expect(await axeOn(collect.page)).toEqual([]);
  await closeWithoutFaults(collect);

  const teacher = await openCellPage(site, "lab");
  await teacher.page.locator(".notebook > .controls input[type=file]").setInputFiles(ada.path);
  await teacher.shows(teacher.page.locator("editable-cell").first(), /depth = 56/);
  await teacher.shows(teacher.page.locator(".assignment"), /0 of 1 check holds/); // nothing has run
  await press(teacher, "Run all");
  await teacher.shows(teacher.page.locator(".assignment"), /✓ Check 3 holds/);
  await closeWithoutFaults(teacher);
});

test("a link to an assignment without checks is refused in words, and nothing of it is shown or run", async () => {
  const {encodeLink} = await import("../../components/notebook/edits/link.js");
  const cells = [{key: "0", base: "", lang: "js" as const, source: "window.hasRun = true"}];
  const hash = await encodeLink({title: "Nothing to check", assigned: true, cells});
  const opened = await openCellPage(site, `lab${hash}`);
  const alert = opened.page.locator(".cells-banner [role=alert]");
  await opened.shows(alert, /assignment: invalid number of checks: 0; .* Your notebook is as it was/);
  expect(await opened.page.evaluate(() => "hasRun" in window)).toBe(false);
  await closeWithoutFaults(opened);
});
