import {describe, expect, test} from "vitest";
import {
  type ErrorPoint,
  errorRows,
  meanRows,
  smoothing,
  trailingMeans
} from "../../components/charts/errorRows.js";

const points = (...errors: number[]): ErrorPoint[] =>
  errors.map((trainingError, i) => ({step: i + 1, trainingError}));

describe("trailingMeans(errors)", () => {
  test("is the mean over the last entries, of fewer at the beginning", () => {
    expect(trailingMeans([4, 2, 6, 0, 8], 3)).toEqual([4, 3, 4, 8 / 3, 14 / 3]);
    expect(trailingMeans([4, 2, 6], 1)).toEqual([4, 2, 6]);
    expect(trailingMeans([])).toEqual([]);
  });

  test("averages over 20 steps unless told otherwise", () => {
    expect(smoothing).toBe(20);
    const errors = Array.from({length: 50}, (_, i) => (i < 20 ? 0 : 1));
    const means = trailingMeans(errors);
    expect(means[19]).toBe(0);
    expect(means[29]).toBeCloseTo(0.5, 12);
    expect(means[39]).toBeCloseTo(1, 12);
  });

  test("is never below 0, so that no chart shows −0.0 %", () => {
    const errors = Array.from({length: 60}, (_, i) => (i < 30 ? [0.1, 0.2, 0.3, 0.7][i % 4] : 0));
    const means = trailingMeans(errors, 7);
    expect(Math.min(...means)).toBe(0);
    expect(means.map((mean) => (100 * mean).toFixed(1))).not.toContain("-0.0");
  });
});

describe("errorRows(points)", () => {
  const names = {run: "seed 1", net: "cifar-resnet-20"};

  test("is a row a step of averaged training error, then the test errors as measured", () => {
    const measured = points(1, 0.5, 0).map((point, i) => (i === 1 ? {...point, testError: 0.25} : point));
    expect(errorRows(measured, names)).toEqual([
      {...names, split: "training", step: 1, error: 1},
      {...names, split: "training", step: 2, error: 0.75},
      {...names, split: "training", step: 3, error: 0.5},
      {...names, split: "test", step: 2, error: 0.25}
    ]);
  });

  test("takes at most so many training points, evenly apart, the last among them; averages still see all", () => {
    const many = points(...Array.from({length: 11}, (_, i) => i));
    const rows = errorRows(many, {...names, most: 4});
    expect(rows.map(({step}) => step)).toEqual([2, 5, 8, 11]);
    expect(rows.at(-1)!.error).toBe(5);
    for (let most = 1; most <= 12; most++) {
      const steps = errorRows(many, {...names, most}).map(({step}) => step);
      expect(steps.length).toBeLessThanOrEqual(most);
      expect(steps.at(-1)).toBe(11);
    }
  });

  test("keeps every test error, however few training points are taken", () => {
    const tested = points(1, 1, 1, 1).map((point) => ({...point, testError: 0.5}));
    expect(errorRows(tested, {...names, most: 1}).filter(({split}) => split === "test")).toHaveLength(4);
  });

  test("of nothing is nothing", () => {
    expect(errorRows([], names)).toEqual([]);
  });
});

describe("meanRows(runs)", () => {
  const names = {run: "3 seeds", net: "cifar-plain-20"};

  test("is mean, lowest and highest at each step that all runs have", () => {
    const runs = [points(0.5, 0.5), points(1, 1, 1), points(0, 0.6)];
    const rows = meanRows(runs, names);
    expect(rows.map(({step, split}) => [step, split])).toEqual([
      [1, "training"],
      [2, "training"]
    ]);
    expect(rows[0]).toEqual({...names, split: "training", step: 1, error: 0.5, low: 0, high: 1});
    expect(rows[1].error).toBeCloseTo((0.5 + 1 + 0.3) / 3, 12);
    expect(rows[1].low).toBeCloseTo(0.3, 12);
  });

  test("keeps training and test error apart", () => {
    const tested = (testError: number) => [{step: 1, trainingError: 1, testError}];
    expect(meanRows([tested(0.25), tested(0.75)], names)).toEqual([
      {...names, split: "training", step: 1, error: 1, low: 1, high: 1},
      {...names, split: "test", step: 1, error: 0.5, low: 0.25, high: 0.75}
    ]);
  });

  test("of no runs is nothing", () => {
    expect(meanRows([], names)).toEqual([]);
  });
});
