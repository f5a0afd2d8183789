import {describe, expect, test} from "vitest";
import {gridPlaces, gridShare, stridesOf} from "../../components/protocol/landscapeGrid.js";

describe("stridesOf(shape)", () => {
  test.each([
    [33, [8, 4, 2, 1]],
    [17, [4, 2, 1]],
    [5, [1]],
    [21, [2, 1]],
    [3, [1]]
  ])(
    "a side of %i goes in strides of %j: each grid has a middle, and five points a side",
    (side, strides) => {
      expect(stridesOf({columns: side, rows: side})).toEqual(strides);
    }
  );

  test("of a line too", () => {
    expect(stridesOf({columns: 81, rows: 1})).toEqual([8, 4, 2, 1]);
  });
});

describe("gridPlaces(shape)", () => {
  test("has every point once, a coarse grid before each finer one", () => {
    const places = gridPlaces({columns: 17, rows: 17});
    expect(places).toHaveLength(289);
    expect(new Set(places.map(({column, row}) => `${column} ${row}`)).size).toBe(289);
    const onGrid = (stride: number) =>
      places.filter(({column, row}) => column % stride === 0 && row % stride === 0);
    for (const [stride, count] of [
      [4, 25],
      [2, 81]
    ] as const)
      // prettier-ignore
      expect(places.slice(0, count).sort(inOrder)).toEqual(onGrid(stride).sort(inOrder));
  });

  test("of a line has one row", () => {
    expect(gridPlaces({columns: 5, rows: 1}).map(({row}) => row)).toEqual([0, 0, 0, 0, 0]);
  });
});

test("gridShare(i, count) is from −1 to 1, the same for a point of a coarse and of a fine grid", () => {
  expect([0, 1, 2, 3, 4].map((i) => gridShare(i, 5))).toEqual([-1, -0.5, 0, 0.5, 1]);
  for (let i = 0; i < 5; i++) expect(gridShare(8 * i, 33)).toBe(gridShare(i, 5));
  expect(gridShare(0, 1)).toBe(0);
});

function inOrder(a: {column: number; row: number}, b: {column: number; row: number}): number {
  return a.row - b.row || a.column - b.column;
}
