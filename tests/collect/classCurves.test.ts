import {describe, expect, test} from "vitest";
import {type ClassCurve, classCurves, comparedPairs} from "../../components/collect/classCurves.js";
import type {CollectedRun} from "../../components/collect/collectedRun.js";
import {readResults} from "../../components/collect/collection.js";
import {resultsCsv} from "../../components/collect/resultsCsv.js";
import {settingGroups} from "../../components/collect/settingGroups.js";
import {runOf} from "./results.js";

const curvesOf = (runs: readonly CollectedRun[]): ClassCurve[] => classCurves(settingGroups(runs)[0]);

test("classCurves(group) have each network's mean, lowest and highest, and each run beside", () => {
  const [curve, ...others] = curvesOf([runOf({seed: 1}, 0.1), runOf({seed: 2}, 0.2), runOf({seed: 3}, 0.6)]);
  expect(others).toEqual([]);
  expect(curve).toMatchObject({net: "cifar-plain-8", runs: 3, diverged: 0});
  expect(curve.last.test).toEqual({error: expect.closeTo(0.3, 12), low: 0.1, high: 0.6});
  expect(curve.mean).toHaveLength(5);
  for (const row of curve.mean)
    expect(row).toMatchObject({run: "mean", error: expect.closeTo(0.3, 12), low: 0.1, high: 0.6});
  expect(curve.each).toHaveLength(15);
  expect(new Set(curve.each.map(({run}) => run)).size).toBe(3);
});

test("classCurves(group) leave runs that diverged out of means and ends, unless all did", () => {
  const [curve] = curvesOf([runOf({seed: 1}, 0.1), runOf({seed: 2, diverged: true}, 0.9)]);
  expect(curve).toMatchObject({
    runs: 2,
    diverged: 1,
    last: {test: {error: 0.1, high: 0.1}},
    ends: [{seed: 1}]
  });
  expect(curve.mean.every(({error}) => error === 0.1)).toBe(true);
  const [all] = curvesOf([runOf({diverged: true}, 0.9)]);
  expect(all).toMatchObject({diverged: 1, last: {test: undefined}, ends: []});
  expect(all.mean.length).toBeGreaterThan(0);
});

test("classCurves(group) have no more points than a browser draws", () => {
  const runs = Array.from({length: 1000}, (_, i) => runOf({seed: i, steps: 200}, i / 1000));
  const [curve] = curvesOf(runs);
  expect(curve.each.length).toBeLessThan(30_000);
  expect(curve.mean.at(-1)).toMatchObject({step: 200, error: expect.closeTo(0.4995, 9)});
});

describe("comparedPairs(curves)", () => {
  const both = (seeds: readonly number[], differenceOf: (seed: number) => number) =>
    seeds.flatMap((seed) => [
      runOf({seed, net: "cifar-plain-8"}, 0.3 + differenceOf(seed)),
      runOf({seed, net: "cifar-resnet-8"}, 0.3)
    ]);

  test("are the differences of networks that share seeds, with Student's interval", () => {
    const [pair, ...others] = comparedPairs(curvesOf(both([1, 2, 3], (seed) => seed * 0.02)));
    expect(others).toEqual([]);
    expect(pair).toMatchObject({nets: ["cifar-plain-8", "cifar-resnet-8"], seeds: 3});
    // Differences of 2, 4 and 6 points: deviation 2, so 4 ± 4.303 · 2 / √3.
    expect(pair.differences.test).toMatchObject({
      mean: expect.closeTo(4, 9),
      low: expect.closeTo(4 - 4.9687, 3),
      high: expect.closeTo(4 + 4.9687, 3)
    });
  });

  test("have the network with the higher test error first", () => {
    const [{nets, differences}] = comparedPairs(curvesOf(both([1, 2], () => -0.1)));
    expect(nets).toEqual(["cifar-resnet-8", "cifar-plain-8"]);
    expect(differences.test.mean).toBeCloseTo(10, 9);
  });

  test("count two runs of one seed as one, by their mean", () => {
    const runs = [...both([1, 2], () => 0.1), runOf({seed: 1, net: "cifar-plain-8", file: "b"}, 0.6)];
    const [{seeds, differences}] = comparedPairs(curvesOf(runs));
    expect(seeds).toBe(2);
    expect(differences.test.mean).toBeCloseTo((20 + 10) / 2, 9);
  });

  test("need two seeds, and have an interval for a whole class", () => {
    expect(comparedPairs(curvesOf(both([1], () => 0.1)))).toEqual([]);
    expect(comparedPairs(curvesOf([runOf({}, 0.1), runOf({net: "cifar-resnet-8"}, 0.2)]))).toEqual([]);
    const eleven = Array.from({length: 11}, (_, i) => i);
    const [{seeds, differences}] = comparedPairs(curvesOf(both(eleven, (seed) => seed * 0.02)));
    expect(seeds).toBe(11);
    // Differences of 0, 2, … 20 points: deviation 2 · √11, so 10 ± 2.228 · 2.
    expect(differences.test.low).toBeCloseTo(10 - 4.456, 2);
    expect(differences.test.high).toBeCloseTo(10 + 4.456, 2);
  });
});

test("resultsCsv(groups) can be read in again: the same runs, kept apart as before", () => {
  const runs = [
    ...[1, 2].map((seed) => runOf({seed, file: `${seed}.csv`}, seed / 10)),
    runOf({file: "=1.csv", net: "my, net", steps: 8}, 0.5)
  ];
  const groups = settingGroups(runs);
  const {runs: again, faults} = readResults(resultsCsv(groups), "all.csv");
  expect(faults).toEqual([]);
  expect(again.map(({file, net, seed, curves}) => [file, net, seed, curves])).toEqual(
    runs.map(({file, net, seed, curves}) => [file.replace(/^=/, "'="), net, seed, curves])
  );
  expect(settingGroups(again).map(({count}) => count)).toEqual(groups.map(({count}) => count));
});
