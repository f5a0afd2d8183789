import {describe, expect, test} from "vitest";
import {
  centerOf,
  coarser,
  finiteRange,
  isWhole,
  landscapeOf,
  localMinima,
  pitsOfNoise,
  shareBelow
} from "../../components/charts/landscape.js";
import {packed, unpacked} from "../../components/charts/packedLandscape.js";
import {known} from "./knownLandscapes.js";

describe("localMinima(landscape)", () => {
  test("finds the one pit of a bowl, and none of a slope", () => {
    const bowl = known(7, (column, row) => (column - 2) ** 2 + (row - 4) ** 2);
    expect(localMinima(bowl)).toEqual([{column: 2, row: 4}]);
    expect(localMinima(known(7, (column, row) => column + 0.5 * row))).toEqual([]);
  });

  test("counts no pit at the edge, and no level ground", () => {
    expect(localMinima(known(5, (column) => column ** 2))).toEqual([]);
    expect(localMinima(known(5, () => 1))).toEqual([]);
  });

  test("finds every pit of an egg box", () => {
    const box = known(9, (column, row) => Number(column % 2 === 0) + Number(row % 2 === 0));
    expect(localMinima(box)).toHaveLength(16);
  });

  test("of noise there are about a ninth of the inner points", () => {
    let seed = 1;
    const noise = known(41, () => (seed = (seed * 48271) % 2147483647));
    expect(pitsOfNoise(noise)).toBe(169);
    expect(Math.abs(localMinima(noise).length - 169)).toBeLessThan(30);
  });
});

test("landscapeOf(points) is not whole while points are missing", () => {
  const shape = {columns: 3, rows: 1, range: 2};
  const points = [0, 2].map((column) => ({column, row: 0, lossNats: column, error: 0.5}));
  const half = landscapeOf(points, shape);
  expect(half.loss).toEqual([0, NaN, 2]);
  expect(isWhole(half)).toBe(false);
  expect(finiteRange(half.loss)).toEqual([0, 2]);
  expect(isWhole(landscapeOf([...points, {column: 1, row: 0, lossNats: 1, error: 0}], shape))).toBe(true);
});

test("coarser(landscape, stride) has every stride-th point", () => {
  const {columns, loss} = coarser(
    known(5, (column, row) => 10 * row + column),
    2
  );
  expect([columns, loss]).toEqual([3, [0, 2, 4, 20, 22, 24, 40, 42, 44]]);
});

test("centerOf and shareBelow read a landscape", () => {
  const bowl = known(5, (column, row) => (column - 2) ** 2 + (row - 2) ** 2);
  expect(centerOf(bowl)).toBe(0);
  expect(centerOf(bowl, "error")).toBe(0.25);
  expect(shareBelow(bowl, 1.5)).toBe(5 / 25);
});

describe("packed(landscape, images)", () => {
  const bowl = known(5, (column, row) => 2 + 0.1 * Math.hypot(column - 2, row - 2));

  test("unpacks to the same within a ten-thousandth of its range", () => {
    const {loss, error, ...shape} = unpacked(packed(bowl, 64));
    expect(shape).toEqual({columns: 5, rows: 5, range: 1});
    expect(error).toEqual(bowl.error);
    loss.forEach((value, i) => expect(Math.abs(value - bowl.loss[i])).toBeLessThan(2e-5));
  });

  test("keeps level ground, and refuses what is not finite", () => {
    expect(
      unpacked(
        packed(
          known(3, () => 2),
          64
        )
      ).loss
    ).toEqual(new Array(9).fill(2));
    expect(() =>
      packed(
        known(3, () => NaN),
        64
      )
    ).toThrow("invalid landscape: a loss is not finite");
  });
});
