// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {collectFigure} from "../../components/collect/collectFigure.js";
import type {ResultsFile} from "../../components/collect/collection.js";
import {eventually} from "../eventually.js";
import {csvOf, fileOf, runFileOf, runOf} from "./results.js";

const example = {
  runs: [1, 2].flatMap((seed) => [
    runOf({seed, net: "cifar-plain-20"}, 0.4 + seed / 10),
    runOf({seed, net: "cifar-resnet-20"}, 0.1)
  ]),
  caption: "An example."
};

function figure() {
  const element = collectFigure({example});
  const find = <E extends Element = HTMLElement>(selector: string) => element.querySelector<E>(selector)!;
  const button = (name: string) =>
    [...element.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === name)!;
  return {
    element,
    find,
    button,
    status: () => find("[role=status]").textContent!.trim(),
    alert: () =>
      find("[role=alert]").hidden ? [] : [...find("[role=alert]").children].map((line) => line.textContent),
    rows: (table: string) =>
      [...element.querySelectorAll(`[aria-label="${table}"] tbody tr`)].map((row) =>
        [...row.children].map((cell) => cell.textContent!.replace(/\s+/g, " ").trim())
      ),
    paste(text: string) {
      find<HTMLTextAreaElement>("textarea").value = text;
      button("Add").click();
    },
    drop(...files: ResultsFile[]) {
      const event = new Event("drop", {bubbles: true, cancelable: true});
      find(".drop").dispatchEvent(Object.assign(event, {dataTransfer: {files}}));
    }
  };
}

// jsdom has files without a text.
const file = (name: string, json: unknown) => fileOf(name, JSON.stringify(json));

test("collectFigure() shows its example, marked as one, with each run, the means, and the paired difference", () => {
  const {element, find, rows, button} = figure();
  expect(find(".badge").textContent).toBe("An example.");
  expect(button("Remove all").hidden).toBe(true);
  expect(rows("Final errors")).toEqual([
    ["plain-20", "2", "55.0 (50.0–60.0)", "55.0 (50.0–60.0)"],
    ["residual-20", "2", "10.0", "10.0"]
  ]);
  expect(rows("Paired differences")).toEqual([
    ["plain-20 − residual-20", "2", ...Array<string>(2).fill("45.0 (−18.5 to 108.5)")]
  ]);
  expect(element.querySelectorAll("path[aria-label='each run']")).toHaveLength(8);
  expect(element.querySelectorAll("path[aria-label$=' error']")).toHaveLength(4);
});

test("collectFigure() takes pasted text and files in the place of its example, names a bad one, and lets go of all", async () => {
  const {find, status, alert, rows, paste, drop, button} = figure();
  paste(csvOf(["cifar-plain-8", "cifar-resnet-8"]));
  await eventually(() => expect(status()).toBe("2 runs from 1 file."));
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("");
  expect(find(".badge").hidden).toBe(true);
  expect(rows("Final errors").map(([net, runs]) => [net, runs])).toEqual([["plain-8", "1"], ["residual-8", "1"]]); // prettier-ignore
  expect(rows("Paired differences")).toEqual([]);

  drop(file("a.json", runFileOf({seed: 1})), file("<b>.json", {}), file("b.json", [runFileOf({seed: 1})]));
  await eventually(() =>
    expect(status()).toBe("3 runs from 4 files. 1 run was there before, point for point, and left out.")
  );
  expect(alert()).toEqual(['"<b>.json": invalid run: no curves; a run file has a spec and its curves']);
  expect(find(".message b")).toBeNull();

  button("Remove all").click();
  await eventually(() => expect(find(".badge").hidden).toBe(false));
  expect([status(), alert()]).toEqual(["", []]);
});

test("collectFigure() keeps other settings apart, says what differs, and shows the group that is chosen", async () => {
  const {find, rows, drop, status} = figure();
  const files = [runFileOf({seed: 1}), runFileOf({seed: 2}), runFileOf({batch: 32}, {end: 0.5})];
  drop(file("a.json", files));
  await eventually(() => expect(status()).toMatch(/^3 runs/));
  expect(find(".controls span").textContent).toBe(
    "Runs with other settings are kept apart: they differ in batch."
  );
  const select = find<HTMLSelectElement>("select");
  expect([...select.options].map(({textContent}) => textContent)).toEqual([
    "Batch 64 (2 runs)",
    "Batch 32 (1 run)"
  ]);
  expect(rows("Final errors")).toEqual([["plain-8", "2", "20.0", "20.0"]]);
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change"));
  expect(rows("Final errors")).toEqual([["plain-8", "1", "50.0", "50.0"]]);
});

describe("collectFigure() draws networks of any name:", () => {
  test.each(["__proto__", "constructor", "<img src=x>", "a, b, c", "cifar-plain-99999999999999999999"])(
    "%s",
    async (net) => {
      const {find, rows, paste} = figure();
      const name = `"${net}"`;
      paste(csvOf([name]) + csvOf([name], {end: 0.5}));
      await eventually(() => expect(rows("Final errors")).toHaveLength(1));
      expect(find("img")).toBeNull();
      expect(rows("Final errors")[0].slice(1)).toEqual(["2", ...Array<string>(2).fill("37.5 (25.0–50.0)")]);
    }
  );
});

test("collectFigure() draws eight networks of very many, and says so", async () => {
  const {rows, paste, element} = figure();
  paste(csvOf(Array.from({length: 60}, (_, i) => `cifar-plain-${6 * i + 8}`)));
  await eventually(() => expect(rows("Final errors")).toHaveLength(50));
  expect(element.textContent).toMatch(
    /The chart shows the 8 networks with the most runs, the table 50, of 60/
  );
});
