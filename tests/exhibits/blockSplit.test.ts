import {describe, expect, test} from "vitest";
import {type AskedSplit, blockSplit, type SplitRule} from "../../components/exhibits/blockSplit.js";

const split = (asked: Partial<AskedSplit>, given: SplitRule["given"], equalCost = false) => {
  const {cardinality, groupWidth} = blockSplit(
    {cardinality: NaN, groupWidth: NaN, width: NaN, ...asked},
    {given, equalCost}
  );
  return [cardinality, groupWidth];
};

describe("blockSplit(asked) at equal cost", () => {
  test("has the d of Xie et al. 2017, Table 2, for each C, and the width that follows", () => {
    const table = [1, 2, 4, 8, 32].map((cardinality) => split({cardinality}, "cardinality", true));
    expect(table.map(([, d]) => d)).toEqual([64, 40, 24, 14, 4]);
    expect(table.map(([c, d]) => c * d)).toEqual([64, 80, 96, 112, 128]);
  });

  test("has the nearest C for each d; not always the same way back", () => {
    const cardinalities = [64, 40, 24, 14, 4, 1].map((groupWidth) => split({groupWidth}, "groupWidth", true));
    // 17·64² / (512·d + 9·d²): 1, 1.995, 3.98, 7.80, 31.8, 133.7
    expect(cardinalities.map(([c]) => c)).toEqual([1, 2, 4, 8, 32, 134]);
    expect(split({groupWidth: 256}, "groupWidth", true)).toEqual([1, 256]);
  });

  test("reads no more than it needs", () => {
    expect(split({cardinality: 32, groupWidth: -1}, "cardinality", true)).toEqual([32, 4]);
    expect(split({cardinality: 0.5, groupWidth: 4}, "groupWidth", true)).toEqual([32, 4]);
  });
});

describe("blockSplit(asked) that is free", () => {
  test("is what is asked", () => {
    expect(split({cardinality: 5, groupWidth: 7}, "cardinality")).toEqual([5, 7]);
    expect(split({cardinality: 256, groupWidth: 256}, "groupWidth")).toEqual([256, 256]);
  });

  test("shares a width among the groups", () => {
    expect(split({cardinality: 4, groupWidth: 5, width: 64}, "width")).toEqual([4, 16]);
    expect(() => split({cardinality: 5, width: 64}, "width")).toThrow(
      /^invalid cardinality: 5; it must divide the width of 64 channels$/
    );
  });
});

test.each([
  [
    "cardinality",
    {cardinality: 0, groupWidth: 4},
    "invalid cardinality: 0; it must be an integer from 1 to 256"
  ],
  [
    "cardinality",
    {cardinality: 2.5, groupWidth: 4},
    "invalid cardinality: 2.5; it must be an integer from 1 to 256"
  ],
  ["cardinality", {groupWidth: 4}, "invalid cardinality: none; it must be an integer from 1 to 256"],
  [
    "cardinality",
    {cardinality: 257, groupWidth: 4},
    "invalid cardinality: 257; it must be an integer from 1 to 256"
  ],
  [
    "groupWidth",
    {cardinality: 4, groupWidth: 0},
    "invalid groupWidth: 0; it must be an integer from 1 to 256"
  ],
  ["groupWidth", {cardinality: 4}, "invalid groupWidth: none; it must be an integer from 1 to 256"],
  ["width", {cardinality: 4, width: 0}, "invalid width: 0; it must be an integer from 1 to 65,536"],
  ["width", {cardinality: 4}, "invalid width: none; it must be an integer from 1 to 65,536"]
] as const)("blockSplit() of a faulty %s, %o, says the rule", (given, asked, message) => {
  expect(() => split(asked, given)).toThrow(message);
});
