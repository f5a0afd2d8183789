import {describe, expect, test} from "vitest";
import type {LesionRequest} from "../../../components/protocol/analyses.js";
import {lesionPlan} from "../../../components/worker/analysis/lesionPlan.js";

const blocks = ["a", "b", "c", "d", "e"];
const textOf = (wish: LesionRequest, seed = 1) =>
  lesionPlan(blocks, wish, seed).map(({kind, deleted}) => `${kind} ${deleted.join("")}`.trim());

describe("lesionPlan(blocks, wish, seed)", () => {
  test("begins with the whole network, and has each wish after it", () => {
    expect(textOf({})).toEqual(["none"]);
    expect(textOf({sets: [["d", "b"], []], each: true, all: true})).toEqual([
      ...["none", "chosen bd", "chosen"],
      ...["each a", "each b", "each c", "each d", "each e"],
      "all abcde"
    ]);
  });

  test("draws sets of random blocks, in the network's order, by the seed and their number alone", () => {
    const drawn = textOf({counts: [2, 3], repeats: 4});
    expect(drawn.slice(1).every((text) => /^random ([a-e])([a-e])([a-e])?$/.test(text))).toBe(true);
    expect(drawn.slice(1).map((text) => text.length - "random ".length)).toEqual([2, 2, 2, 2, 3, 3, 3, 3]);
    for (const text of drawn.slice(1)) expect(text).toBe(`random ${[...text.slice(7)].sort().join("")}`);
    expect(textOf({counts: [3], repeats: 4}).slice(1)).toEqual(drawn.slice(5));
    expect(textOf({counts: [3], repeats: 2, each: true}).slice(-2)).toEqual(drawn.slice(5, 7));
    expect(textOf({counts: [2], repeats: 9}, 2)).not.toEqual(textOf({counts: [2], repeats: 9}));
  });

  test("draws all sets alike", () => {
    const counts = new Map<string, number>();
    for (const text of textOf({counts: [1], repeats: 1000}).slice(1))
      counts.set(text, (counts.get(text) ?? 0) + 1);
    expect(counts.size).toBe(5);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(55);
  });

  test("has one set only of no blocks, and of all", () => {
    expect(textOf({counts: [0, 5]})).toEqual(["none", "random", "random abcde"]);
  });

  test("of a network without blocks is the whole one, whatever is wished", () => {
    const none = lesionPlan([], {each: true, all: true, counts: [0]}, 1);
    expect(none.map(({deleted}) => deleted)).toEqual([[], [], []]);
    expect(() => lesionPlan([], {sets: [["a"]]}, 1)).toThrow("unknown block: a; this network has no blocks");
  });

  test("throws at an unknown block and at too many", () => {
    expect(() => textOf({sets: [["a", "x"]]})).toThrow("unknown block: x; the blocks are a, b, c, d, e");
    expect(() => textOf({counts: [6]})).toThrow(
      "invalid count of blocks: 6; it must be an integer from 0 to 5"
    );
    expect(() => textOf({counts: [1e6]})).toThrow("invalid count of blocks: 1000000;");
    expect(() => textOf({repeats: 0})).toThrow("invalid repeats: 0; it must be an integer from 1 to 10,000");
  });
});
