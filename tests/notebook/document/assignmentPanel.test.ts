// @vitest-environment jsdom
import {html} from "htl";
import {beforeEach, expect, test} from "vitest";
import {usualTitle} from "../../../components/assignment/assignment.js";
import type {HandIn} from "../../../components/assignment/handIn.js";
import {check} from "../../../components/exercises/check.js";
import {openExerciseBook} from "../../../components/exercises/exerciseBook.js";
import {assignmentPanel} from "../../../components/notebook/document/assignmentPanel.js";
import type {NotebookItem} from "../../../components/notebook/document/notebookItem.js";
import {keepAssignmentRuns} from "../../../components/stores/assignmentRuns.js";
import {setAssignment, setCells} from "../../assignment/handIns.js";
import {runFileOf} from "../../collect/results.js";
import {eventually} from "../../eventually.js";

import "fake-indexeddb/auto";

const book = openExerciseBook(() => ({getItem: () => null, setItem: () => {}}));

/** Cells as the panel sees them: what they show is put there by hand. */
function cellsOf() {
  const element = html`<div></div>`;
  const items = setCells.map(({source, check, title}, of) => {
    const place = html`<div id=${`cell-${of}`}></div>`;
    element.append(place);
    const cell = {
      element: place,
      lang: "js",
      source,
      ran: undefined as string | undefined,
      title: title ?? usualTitle({check}, of)
    };
    return {cell, check: check === true, of, title, number: of + 1};
  });
  return {
    cells: {element, items: items as unknown as NotebookItem[]},
    /** Runs a cell; of a check, with a claim that does or does not hold. */
    run(at: number, holds?: boolean) {
      items[at].cell.ran = items[at].cell.source;
      items[at].cell.element.toggleAttribute("data-waiting"); // as a cell does
      if (holds !== undefined) items[at].cell.element.replaceChildren(check("a", {claim: holds}, {book}));
    },
    write(at: number, source: string) {
      items[at].cell.source = source;
      items[at].cell.element.toggleAttribute("data-waiting");
    }
  };
}

function panelOf(options: {student?: string} = {}) {
  const own = cellsOf();
  const saved: {name: string; blob: Blob}[] = [];
  const names: string[] = [];
  const panel = assignmentPanel(setAssignment, {
    ...{cells: own.cells, ...options, onName: (name) => void names.push(name)},
    save: (name, blob) => void saved.push({name, blob})
  });
  document.body.replaceChildren(panel.head, own.cells.element, panel.element);
  const text = (selector: string) =>
    panel.element.querySelector(selector)!.textContent!.replace(/\s+/g, " ").trim();
  return {
    ...own,
    ...{panel, saved, names, text},
    lines: () => [...panel.element.querySelectorAll("li")].map(({textContent}) => textContent!.trim()),
    handIn: () => panel.element.querySelector<HTMLElement>(".primary")!.click(),
    file: async () => JSON.parse(await readBlob(saved.at(-1)!.blob)) as HandIn
  };
}

/** jsdom's blobs have no text(). */
function readBlob(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
}

beforeEach(() => keepAssignmentRuns(setAssignment.id, []));

test("assignmentPanel() says of each check whether it holds, and which cells have not run as written", async () => {
  const {panel, lines, text, run, write} = panelOf();
  expect(panel.head.textContent).toMatch(/An assignment, due Friday\./);
  expect(lines()).toEqual(["– Deep has not run", "– Check 3 has not run"]);
  expect(text(".assignment-said")).toBe("0 of 2 checks hold. Not run as written: Cell 1, Deep, Check 3.");
  run(0);
  run(1, false);
  run(2, true);
  await eventually(() => expect(lines()).toEqual(["✗ Deep does not hold", "✓ Check 3 holds"]));
  expect(text(".assignment-said")).toBe("1 of 2 checks hold.");
  write(2, "display('all is well')");
  await eventually(() => expect(lines()[1]).toBe("– Check 3 has not run"));
  panel.end();
});

test("assignmentPanel() hands in a file: the name, the code, the checks, and what was trained before a reload", async () => {
  await keepAssignmentRuns(setAssignment.id, [runFileOf({seed: 4})]);
  const {panel, names, text, run, write, handIn, file, saved} = panelOf({student: "Ada L."});
  const name = panel.element.querySelector("input")!;
  expect(name.value).toBe("Ada L.");
  name.value = "Ada Lovelace ";
  name.dispatchEvent(new Event("input"));
  expect(names).toEqual(["Ada Lovelace"]);
  write(0, "const depth = 56;");
  run(0);
  run(1, true);
  await eventually(async () => {
    handIn();
    expect((await file()).runs).toHaveLength(1);
  });
  expect(saved.at(-1)!.name).toBe("hand-in-depth-ada-lovelace.json");
  expect(await file()).toMatchObject({
    ...{kind: "residual-course hand-in", version: 1, name: "Ada Lovelace", assignment: setAssignment},
    cells: [
      {source: "const depth = 56;", of: 0},
      {check: true, state: "holds", of: 1},
      {check: true, state: "notRun", of: 2, waiting: true}
    ],
    runs: [{spec: {seed: 4}}]
  });
  expect(text(".controls [role=status]")).toBe(
    "hand-in-depth-ada-lovelace.json is written, with 1 run. It was not sent anywhere."
  );
  panel.end();
});

test("assignmentPanel() writes no file that nobody could read, says why, and loses nothing", async () => {
  const {panel, text, write, handIn, saved, cells} = panelOf();
  write(0, "x".repeat(10_000_000));
  handIn();
  expect(saved).toEqual([]);
  expect(text("[role=alert]")).toMatch(/^invalid number of characters of code: 100001\d\d; .* to 400,000$/);
  expect(cells.items[0].cell.source).toHaveLength(10_000_000);
  write(0, "1");
  handIn();
  await eventually(() => expect(saved).toHaveLength(1));
  expect(panel.element.querySelector<HTMLElement>("[role=alert]")!.hidden).toBe(true);
  panel.end();
});
