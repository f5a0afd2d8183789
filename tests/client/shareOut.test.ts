import {describe, expect, test} from "vitest";
import {shareOut, threadsOf} from "../../components/client/shareOut.js";
import {fourNetworks} from "../../components/experiment/fourNetworks.js";
import {stepCost} from "../../components/experiment/trainingCost.js";
import {tinySpec} from "../worker/tinyDataset.js";

const specs = fourNetworks.map((name) => tinySpec({name}));

describe("shareOut(specs, count)", () => {
  test("gives each run a worker, the largest first, if there are enough", () => {
    expect(shareOut(specs, 8).map((group) => group.length)).toEqual([1, 1, 1, 1]);
    expect(shareOut(specs, 1)).toEqual([[0, 1, 2, 3]]);
    expect(shareOut([], 2)).toEqual([]);
  });

  test("gives two workers a deep and a shallow network each, and so the same work within a hundredth", () => {
    const groups = shareOut(specs, 2);
    const work = groups.map((group) => group.reduce((sum, i) => sum + stepCost(specs[i]), 0));
    expect(groups.flat().sort()).toEqual([0, 1, 2, 3]);
    expect(groups.map((group) => group.length)).toEqual([2, 2]);
    expect(Math.max(...work) / Math.min(...work)).toBeLessThan(1.01);
  });

  test("counts batches and steps", () => {
    const runs = [
      tinySpec({steps: 100}),
      tinySpec({steps: 30}),
      tinySpec({batch: 40}),
      tinySpec({steps: 30})
    ];
    expect(shareOut(runs, 2)).toEqual([[0], [1, 2, 3]]);
  });
});

describe("threadsOf(workers, {cores, most, threads})", () => {
  test("gives each worker the cores that are left", () => {
    expect([1, 2, 3, 8].map((workers) => threadsOf(workers, {cores: 8}))).toEqual([8, 4, 2, 1]);
    expect(threadsOf(4, {cores: 2})).toBe(1);
  });

  test("uses no more cores than there may be workers", () => {
    expect(threadsOf(1, {cores: 8, most: 1})).toBe(1);
    expect(threadsOf(2, {cores: 8, most: 4})).toBe(2);
    expect(threadsOf(1, {cores: 2, most: 16})).toBe(2);
  });

  test("gives the threads that were asked for, as far as there are cores", () => {
    expect(threadsOf(1, {cores: 8, threads: 3})).toBe(3);
    expect(threadsOf(1, {cores: 8, most: 1, threads: 3})).toBe(3);
    expect(threadsOf(4, {cores: 8, threads: 64})).toBe(2);
  });
});
