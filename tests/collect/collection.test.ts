import {describe, expect, test} from "vitest";
import {
  collectionLimits,
  emptyCollection,
  readResults,
  type ResultsFile,
  withFiles
} from "../../components/collect/collection.js";
import {csvOf, fileOf, runFileOf} from "./results.js";

const read = (...files: ResultsFile[]) => withFiles(emptyCollection, files);
const json = (...files: unknown[]) => JSON.stringify(files);

test("withFiles(collection, files) keeps the good files beside bad ones, each of which is named", async () => {
  const {runs, files, faults} = await read(
    fileOf("a.csv", csvOf(["cifar-plain-8"])),
    fileOf("photo.png", "\u0089PNG\u0000\u0001"),
    fileOf("b.json", json(runFileOf({seed: 2}))),
    {name: "gone.json", size: 1, text: () => Promise.reject(new Error("the file is gone"))}
  );
  expect(runs.map(({file}) => file)).toEqual(["a.csv", "b.json"]);
  expect(files).toEqual(["a.csv", "photo.png", "b.json"]);
  expect(faults).toEqual([
    {file: "photo.png", texts: [expect.stringMatching(/neither a CSV of curves.* nor a JSON run file/)]},
    {file: "gone.json", texts: ["the file is gone"]}
  ]);
});

test("withFiles(collection, files) leaves out runs that are there already, point for point, and counts them", async () => {
  const first = await read(
    fileOf("a.json", json(runFileOf({seed: 1}), runFileOf({seed: 1}), runFileOf({seed: 2})))
  );
  expect([first.runs.length, first.duplicates]).toEqual([2, 1]);
  const again = await withFiles(first, [
    fileOf(
      "a.json",
      json(runFileOf({seed: 2}), runFileOf({seed: 2}, {end: 0.3}), runFileOf({seed: 2, batch: 32}))
    )
  ]);
  expect([again.runs.length, again.duplicates]).toEqual([4, 2]);
  expect(again.files).toEqual(["a.json", "a.json (2)"]);
});

test("withFiles(collection, files) knows a kept curve, whose seed a CSV tells, again as the last run, whose seed it does not", async () => {
  const [kept, last] = ["run 1, seed 4", "this run"].map((run) => csvOf(["cifar-plain-8"], {run}));
  const {runs, duplicates} = await read(fileOf("a.csv", kept + last));
  expect([runs.map(({seed}) => seed), duplicates]).toEqual([[4], 1]);
  const other = await read(fileOf("a.csv", kept + csvOf(["cifar-plain-8"], {run: "run 2, seed 5"})));
  expect(other.runs.map(({seed}) => seed)).toEqual([4, 5]);
});

test("withFiles(collection, files) takes tables that were pasted one after the other, each by itself", async () => {
  const pasted = csvOf(["cifar-plain-8"]) + csvOf(["cifar-plain-8"], {end: 0.5});
  const {runs, faults} = await read(fileOf("pasted text", `\uFEFF${pasted}`));
  expect(faults).toEqual([]);
  expect(runs.map(({curves}) => curves.test)).toEqual([[[4, 0.25]], [[4, 0.5]]]);
});

test("withFiles(collection, files) takes 1,000 runs at most, and says how many it leaves out", async () => {
  const {runs: most} = collectionLimits;
  const run = runFileOf();
  const many = (from: number, count: number) =>
    json(...Array.from({length: count}, (_, i) => ({...run, spec: {...run.spec, seed: from + i}})));
  const full = await read(fileOf("a.json", many(0, most - 1)), fileOf("b.json", many(most, 3)));
  expect(full.runs).toHaveLength(most);
  expect(full.faults).toEqual([
    {file: "b.json", texts: ["2 of its runs are left out; at most 1,000 are shown"]}
  ]);
  const {runs, faults} = await withFiles(full, [
    fileOf("c.json", many(5000, 1)),
    fileOf("d.json", many(0, 1))
  ]);
  expect([runs.length, faults.length]).toEqual([most, 2]); // d.json has nothing new
});

test("withFiles(collection, files) reads 50 MB in all, and does not open a file that is beyond that", async () => {
  const {size} = collectionLimits;
  const unread: ResultsFile = {name: "b.csv", size, text: () => Promise.reject(new Error("it was opened"))};
  const {runs, faults} = await read(fileOf("a.csv", csvOf(["cifar-plain-8"])), unread);
  expect(runs).toHaveLength(1);
  expect(faults).toEqual([
    {file: "b.csv", texts: ["it is too large; all files together have at most 50 MB"]}
  ]);
});

describe("readResults(text, file) never throws: it takes runs or tells a fault, of", () => {
  const run = JSON.parse(JSON.stringify(runFileOf())) as Record<string, unknown>;
  const evil: unknown[] = [
    ...[
      null,
      true,
      0,
      -1,
      1e308,
      "",
      "<img src=x onerror=alert(1)>",
      [],
      {},
      [[]],
      {length: 1e9},
      "\u202e\u0000"
    ],
    JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')
  ];

  /** Every object and list in *value*, as a way to replace one of its entries. */
  function placesIn(
    value: unknown,
    path: readonly (string | number)[] = []
  ): (readonly (string | number)[])[] {
    if (typeof value !== "object" || value === null) return [path];
    const entries = Array.isArray(value) ? [...value.slice(0, 2).entries()] : Object.entries(value);
    return [path, ...entries.flatMap(([key, one]) => placesIn(one, [...path, key]))];
  }

  function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
    if (path.length === 0) return by;
    const copy = structuredClone(value) as Record<string, unknown>;
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>((of, key) => of[key] as never, copy);
    parent[path.at(-1)!] = by;
    return copy;
  }

  test("a run file with any of its values replaced", () => {
    const places = placesIn(run);
    expect(places.length).toBeGreaterThan(50);
    let refused = 0;
    for (const place of places)
      for (const value of evil) {
        const {runs, faults} = readResults(JSON.stringify([replaced(run, place, value)]), "a.json");
        expect(runs.length + faults.length, `${place.join(".")} ${String(value)}`).toBeGreaterThan(0);
        for (const {net, seed, curves} of runs) {
          expect(net).toBe("cifar-plain-8");
          expect(Number.isInteger(seed)).toBe(true);
          for (const [step, error] of [...curves.training, ...curves.test]) {
            expect(Number.isInteger(step) && step >= 1 && step <= 4).toBe(true);
            expect(error >= 0 && error <= 1).toBe(true);
          }
        }
        refused += faults.length;
      }
    expect(refused).toBeGreaterThan(places.length);
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
  });

  test("a CSV with any of its cells replaced", () => {
    const rows = csvOf(["cifar-plain-8"]).trim().split("\n").map((line) => line.split(",")); // prettier-ignore
    const cells = [
      "",
      "NaN",
      "-1",
      "1e400",
      "__proto__",
      "=1+1",
      "<b>",
      '"',
      '"a\nb"',
      "\u0000",
      "x".repeat(1e5)
    ];
    for (const [y, row] of rows.entries())
      for (const x of row.keys())
        for (const cell of cells) {
          const text = rows.map((of, i) => (i === y ? of.with(x, cell) : of).join(",")).join("\n");
          const {runs, faults} = readResults(text, "a.csv");
          expect(runs.length + faults.length, `${x} ${y} ${cell.slice(0, 9)}`).toBeGreaterThan(0);
        }
  });

  test("what is no table and no run", () => {
    const texts = ["", "\n", "{", "[", "[[[[", "run,network", "null", '"', "a,b\n1,2", "[".repeat(100_000)];
    for (const text of [...texts, '{"__proto__": null}'])
      expect(readResults(text, "a").faults, text.slice(0, 20)).toHaveLength(1);
  });
});
