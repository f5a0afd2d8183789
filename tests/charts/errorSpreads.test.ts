import {describe, expect, test} from "vitest";
import {eachSpreads, orderSpreads, randomSpreads, wholeError} from "../../components/charts/errorSpreads.js";
import type {Lesion, Shuffle} from "../../components/protocol/analyses.js";

const blocks = ["layer1.0", "layer1.1", "layer2.0", "layer2.1"];

const lesion = (kind: Lesion["kind"], deleted: readonly string[], error: number): Lesion => ({
  ...{kind, deleted, error, lossNats: 1}
});

/** Two seeds of one network. */
const lesions = [
  lesion("none", [], 0.25),
  lesion("none", [], 0.75),
  lesion("chosen", [blocks[0]], 0.9),
  lesion("each", [blocks[2]], 0.5),
  lesion("each", [blocks[0]], 0.25),
  lesion("each", [blocks[0]], 1),
  lesion("random", blocks.slice(1, 3), 0.5),
  lesion("random", blocks.slice(0, 2), 1),
  lesion("random", [blocks[3]], 0.5),
  lesion("all", blocks, 1)
];

const one = (x: number, error: number) => ({x, error, low: error, high: error, measured: 1});

test("eachSpreads(lesions, blocks) has the errors without each block by its number, of all seeds", () => {
  expect(eachSpreads(lesions, blocks)).toEqual([
    {x: 1, error: 0.625, low: 0.25, high: 1, measured: 2},
    one(3, 0.5)
  ]);
});

describe("randomSpreads(lesions, blocks)", () => {
  test("has the errors by the share of random blocks, from the whole network to none of it", () => {
    expect(randomSpreads(lesions, blocks)).toEqual([
      {x: 0, error: 0.5, low: 0.25, high: 0.75, measured: 2},
      one(0.25, 0.5),
      {x: 0.5, error: 0.75, low: 0.5, high: 1, measured: 2},
      one(1, 1)
    ]);
  });

  test("of a network without blocks has the whole network at 0", () => {
    expect(randomSpreads([lesion("none", [], 0.5)], [])).toEqual([one(0, 0.5)]);
  });
});

test("orderSpreads(shuffles) puts orders of about the same τ together, and the old order first, alone", () => {
  const shuffle = (tau: number, error: number): Shuffle => ({
    ...{swaps: 1, tau, error, order: [], lossNats: 1}
  });
  const shuffles = [
    [0.48, 0.5],
    [0.46, 1],
    [1, 0.25],
    [0.99, 0.5],
    [0.5, 0.75]
  ].map(([tau, error]) => shuffle(tau, error));
  expect(orderSpreads(shuffles)).toEqual([
    one(1, 0.25),
    one(0.99, 0.5),
    one(0.5, 0.75),
    {x: expect.closeTo(0.47, 9), error: 0.75, low: 0.5, high: 1, measured: 2}
  ]);
});

test("wholeError(lesions) is the mean error of the whole network, and undefined before it is measured", () => {
  expect(wholeError(lesions)).toBe(0.5);
  expect(wholeError(lesions.filter(({kind}) => kind !== "none"))).toBeUndefined();
});

test("nothing measured has no errors", () => {
  expect([eachSpreads([], blocks), randomSpreads([], blocks), orderSpreads([])]).toEqual([[], [], []]);
});
