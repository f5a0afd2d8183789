import {describe, expect, test} from "vitest";
import type {ModelState} from "../../../components/experiment/modelState.js";
import {label, sequence} from "../../../components/network/expression.js";
import {dense} from "../../../components/network/leaf.js";
import {parameters} from "../../../components/network/parameters.js";
import type {LandscapePoint} from "../../../components/protocol/analyses.js";
import {gridShare} from "../../../components/protocol/landscapeGrid.js";
import {randomPair} from "../../../components/worker/analysis/landscapeOptions.js";
import {type EvaluatedModel, lossLandscape} from "../../../components/worker/analysis/lossLandscape.js";
import {AnalysisStoppedError} from "../../../components/worker/analysis/measureEach.js";

const center = {w: Float32Array.of(1, -2), b: Float32Array.of(0.5)};
const directions: ModelState[] = [
  {w: Float32Array.of(2, 0)},
  {w: Float32Array.of(0, 1), b: Float32Array.of(-1)}
];
const batch = {images: new Float32Array(4), labels: Int32Array.of(0, 1, 2, 3)};
const shape = {columns: 9, rows: 9};

/** A model whose loss is w₀² + 2·w₁² + b, and that errs once where w₀ is negative. */
function quadratic(): EvaluatedModel {
  const state = {w: new Float32Array(2), b: new Float32Array(1)};
  return {
    load: (given) => void Object.assign(state, given),
    evaluate: async () => ({
      lossNats: state.w[0] ** 2 + 2 * state.w[1] ** 2 + state.b[0],
      errors: Number(state.w[0] < 0)
    })
  };
}

const byPlace = (points: readonly LandscapePoint[]) =>
  new Map(points.map(({column, row, ...found}) => [`${column} ${row}`, found]));

describe("lossLandscape(model, options)", () => {
  test("is the loss at center + range · (a·x + b·y), of a loss that is known", async () => {
    const points = await lossLandscape(quadratic(), {center, directions, range: 0.5, shape, batch});
    expect(points).toHaveLength(81);
    for (const {column, row, lossNats, error} of points) {
      const [a, b] = [gridShare(column, 9), gridShare(row, 9)];
      const expected = (1 + 0.5 * a * 2) ** 2 + 2 * (-2 + 0.5 * b) ** 2 + 0.5 - 0.5 * b;
      expect(lossNats).toBeCloseTo(expected, 5);
      expect(error).toBe(1 + a < 0 ? 0.25 : 0);
    }
  });

  test("gives the same numbers coarse to fine, and in shares, as all at once", async () => {
    const whole = byPlace(await lossLandscape(quadratic(), {center, directions, range: 0.3, shape, batch}));
    const coarse = {columns: 5, rows: 5};
    for (const {column, row, ...found} of await lossLandscape(quadratic(), {
      ...{center, directions, range: 0.3, batch},
      shape: coarse
    }))
      expect(found).toEqual(whole.get(`${2 * column} ${2 * row}`));
    const shares = await Promise.all(
      [0, 1, 2].map((part) =>
        lossLandscape(quadratic(), {center, directions, range: 0.3, shape, batch, share: {part, of: 3}})
      )
    );
    expect(shares.flat()).toHaveLength(81);
    expect(byPlace(shares.flat())).toEqual(new Map([...whole].map((entry) => entry)));
  });

  test("is a line along one direction", async () => {
    const line = {columns: 5, rows: 1};
    const points = await lossLandscape(quadratic(), {
      ...{center, directions: directions.slice(0, 1), range: 1, batch},
      shape: line
    });
    const inOrder = points.toSorted((one, other) => one.column - other.column);
    expect(inOrder.map(({row}) => row)).toEqual([0, 0, 0, 0, 0]);
    expect(inOrder.map(({lossNats}) => lossNats)).toEqual([1, 0, 1, 4, 9].map((square) => square + 8.5));
  });

  test("tells its progress point by point, and stops when it is told to", async () => {
    const told: number[] = [];
    const stopped = lossLandscape(
      quadratic(),
      {center, directions, range: 1, shape, batch},
      {onProgress: ({done, total}) => told.push(done / total), cancelled: () => told.length === 3}
    );
    await expect(stopped).rejects.toThrow(AnalysisStoppedError);
    expect(told).toEqual([1, 2, 3].map((done) => done / 81));
  });
});

test("randomPair(specs, center, seed) is two directions of their own, the same for the same seed", () => {
  const specs = parameters(sequence(label("fc", dense(2))), [1, 1, 2]);
  const weights = {"fc.weight": Float32Array.of(1, 2, 3, 4), "fc.bias": new Float32Array(2)};
  const [x, y] = randomPair(specs, weights, 5);
  expect(Object.keys(x)).toEqual(["fc.weight"]);
  expect(x).not.toEqual(y);
  expect(randomPair(specs, weights, 5)).toEqual([x, y]);
  expect(() => randomPair(specs, weights, -1)).toThrow(
    "invalid directions: -1; it must be an integer from 0"
  );
});
