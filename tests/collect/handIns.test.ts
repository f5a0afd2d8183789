// @vitest-environment jsdom
import {expect, test} from "vitest";
import {assignmentOf} from "../../components/assignment/assignment.js";
import {checksCsv} from "../../components/collect/checksCsv.js";
import {collectFigure} from "../../components/collect/collectFigure.js";
import {emptyCollection, withFiles} from "../../components/collect/collection.js";
import {readSentence} from "../../components/collect/collectTexts.js";
import {handInsFigure} from "../../components/collect/handInsFigure.js";
import {answeredCells, handInOfStudent, setCells} from "../assignment/handIns.js";
import {eventually} from "../eventually.js";
import {fileOf, runFileOf, runOf} from "./results.js";

const file = (name: string, json: unknown) => fileOf(name, JSON.stringify(json));
const changed = answeredCells(["holds", "holds"]);
const eased = handInOfStudent({
  ...{name: "<b>Ben", date: "2026-12-01", runs: [runFileOf({seed: 2}), {spec: 1}]},
  cells: [
    changed[0],
    {...changed[1], source: "display(check('a', {easy: true}));"},
    {...changed[2], waiting: true}
  ]
});
const otherSet = assignmentOf({title: "Width", cells: setCells.slice(0, 2)});
const stray = handInOfStudent({
  assignment: otherSet,
  cells: answeredCells(["holds"]).slice(0, 2),
  name: "Cleo"
});

const files = [
  file("ada.json", handInOfStudent({runs: [runFileOf({seed: 1})]})),
  file("ben.json", eased),
  file("cleo.json", stray),
  file("ada (1).json", handInOfStudent({runs: [runFileOf({seed: 1})]})),
  file("new.json", {...handInOfStudent(), version: 2}),
  file("large.json", {
    ...handInOfStudent(),
    cells: [{lang: "js", title: "a", source: "x".repeat(10_000_000)}]
  })
];

test("withFiles(collection, files) reads what was handed in, each once, with its runs; a fault costs no other", async () => {
  const collection = await withFiles(emptyCollection, files);
  expect(collection.handIns.map(({file, name, runs}) => [file, name, runs])).toEqual([
    ["ada.json", "Ada", 1],
    ["ben.json", "<b>Ben", 1],
    ["cleo.json", "Cleo", 0]
  ]);
  expect(collection.runs.map(({file, seed}) => [file, seed])).toEqual([["ada.json", 1], ["ben.json", 2]]); // prettier-ignore
  expect(collection.faults).toEqual([
    {file: "ben.json", texts: [expect.stringMatching(/^run 2: invalid run: no curves/)]},
    {file: "new.json", texts: ["invalid version of this hand-in: 2; this course reads version 1"]},
    {
      file: "large.json",
      texts: [expect.stringMatching(/^invalid number of characters of code: 10,?000,?000/)]
    }
  ]);
  expect(readSentence(collection)).toMatch(/^2 runs from 6 files\. 3 students handed in\./);
});

test("handInsFigure(handIns) has students against checks, names a stray file, and what was changed or has not run", async () => {
  const {handIns} = await withFiles(emptyCollection, files);
  const element = handInsFigure(handIns);
  const tables = [...element.querySelectorAll("table")].map((table) =>
    [...table.querySelectorAll("tr")].map((row) =>
      [...row.children].map(({textContent}) => textContent!.replace(/\s+/g, " ").trim())
    )
  );
  expect(tables).toEqual([
    [
      ["student", "Deep", "Check 3", "hold", "runs"],
      ["Ada", "✓ holds", "✗ does not hold", "1 of 2", "1"],
      ["<b>Ben", "✓ holds changed", "✓ holds", "2 of 2", "1"]
    ],
    [
      ["student", "Deep", "hold", "runs"],
      ["Cleo", "✓ holds", "1 of 1", "0"]
    ]
  ]);
  expect([...element.querySelectorAll(".hand-in-notes li")].map(({textContent}) => textContent)).toEqual([
    "cleo.json is of another assignment, “Width”, or of another version of it: it has a table below.",
    "<b>Ben has changed Deep: what is said of it is of other code than was set.",
    "<b>Ben has not run Check 3 as written."
  ]);
  expect(element.querySelector("b")).toBeNull();
  expect(checksCsv(handIns).split("\n")[3]).toMatch(
    /^<b>Ben,ben\.json,Depth,[0-9a-f]{16},Deep,holds,yes,2026-12-01,1$/
  );
});

test("collectFigure() shows what was handed in without a run, in the place of its example", async () => {
  const element = collectFigure({example: {runs: [runOf({seed: 1})], caption: "An example."}});
  const event = new Event("drop", {bubbles: true, cancelable: true});
  const dropped = [file("ada.json", handInOfStudent())];
  element.querySelector(".drop")!.dispatchEvent(Object.assign(event, {dataTransfer: {files: dropped}}));
  await eventually(() => expect(element.querySelectorAll(".checks tbody tr")).toHaveLength(1));
  expect(element.querySelector<HTMLElement>(".badge")!.hidden).toBe(true);
  expect(element.querySelector(".error-chart")).toBeNull();
  const code = element.querySelector<HTMLDetailsElement>(".hand-ins .drawer details")!;
  code.open = true;
  await eventually(() => expect(code.querySelector("pre")!.textContent).toBe("const depth = 55;"));
});
