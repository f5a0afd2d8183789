import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {labRecording} from "../../data/labRecording.js";
import {readRuns} from "../../data/recordedRuns.js";

const folders = [
  "cardinality",
  "deepened",
  "gradients",
  "initialisation",
  "layers",
  "scale",
  "stochasticDepth",
  "units"
];

describe.each(folders)("labRecording(%j)", (folder) => {
  const runs = () => readRuns(`./runs/labs/${folder}/`);

  test("has a curve for each spec, of all its seeds, under its network's name", () => {
    const {curves} = labRecording(folder);
    const seeds = new Set(runs().map(({spec}) => spec.seed)).size;
    expect(curves.length * seeds).toBe(runs().length);
    expect(new Set(curves.map(({spec}) => JSON.stringify({...spec, seed: 0}))).size).toBe(curves.length);
    for (const curve of curves) {
      expect(curve.seeds).toBe(seeds);
      expect(curve.net).toBe(curve.spec.network.name);
    }
  });

  test("has every fourth training error, every test error, and what was measured, in short", () => {
    for (const {errors, measured, spec, diverged} of labRecording(folder).curves) {
      const stepsOf = (split: string) => errors.flatMap((row) => (row.split === split ? [row.step] : []));
      if (diverged === 0) {
        expect(stepsOf("training")).toEqual(Array.from({length: spec.steps / 4}, (_, i) => 4 * (i + 1)));
        expect(stepsOf("test").at(-1)).toBe(spec.steps);
        const {steps, measurementInterval: interval} = spec;
        const times = interval === 0 ? 0 : steps / interval;
        expect(measured.map(({step}) => step)).toEqual(
          times === 0 ? [] : [1, ...Array.from({length: times}, (_, i) => (i + 1) * interval)]
        );
      }
      for (const {error, low = error, high = error} of errors) {
        expect(low <= error && error <= high).toBe(true);
        expect(Number(error.toFixed(4))).toBe(error);
      }
      for (const {gradients} of measured) {
        for (const value of gradients.filter(Number.isFinite)) {
          expect(Number(value.toPrecision(4))).toBe(value);
        }
      }
    }
  });

  test("says how many seeds there were, where, and when", () => {
    const seeds = new Set(runs().map(({spec}) => spec.seed)).size;
    expect(labRecording(folder).caption).toMatch(
      new RegExp(`^recorded: mean of ${seeds} seeds, wasm on .+, \\w+ \\d+, 20\\d\\d$`)
    );
  });

  test("is small enough to be read with a page", () => {
    expect(JSON.stringify(labRecording(folder)).length).toBeLessThan(150_000);
  });
});

test("the recorded deep networks have the errors of the shallow ones that they were made of, exactly", () => {
  const [{deepened}] = labRecording("deepened").curves;
  expect(deepened).toMatchObject({step: 100});
  expect(deepened!.runs).toHaveLength(5);
  for (const {shallowError, deepError} of deepened!.runs) {
    expect(deepError).toBe(shallowError);
    expect(shallowError).toBeLessThan(0.9); // it has learned something
  }
});

test("the recorded correlations are those of the networks that are asked for, with each seed", () => {
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;
  const {seeds, networks} = read("data/runs/labs/correlations.json") as {
    seeds: number[];
    networks: {spec: unknown; runs: {distance: number; correlation: number}[][]}[];
  };
  expect(networks.map(({spec}) => toRunSpec(spec))).toEqual(
    (read("data/specs/labs/correlations.json") as unknown[]).map(toRunSpec)
  );
  for (const {runs} of networks) {
    expect(runs).toHaveLength(seeds.length);
    for (const rows of runs) {
      expect(rows.map(({distance}) => distance)).toEqual(rows.map((_, i) => 2 ** (i - 10)));
      for (const {correlation} of rows) expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
    }
  }
});
