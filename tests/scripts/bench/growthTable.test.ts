import {expect, test} from "vitest";
import {growthTable} from "../../../scripts/bench/growthTable.js";

test("growthTable(of, rows) tells the slope from each row to the next", () => {
  const rows = [
    {size: 4, stepMs: 1, bytes: 2 ** 20},
    {size: 8, stepMs: 4, bytes: 2 ** 21},
    {size: 80, stepMs: 40, bytes: 2 ** 21}
  ];
  expect(growthTable("width", rows)).toBe(
    [
      "width  ms a step  slope    MB  slope",
      "    4       1.00         1.00       ",
      "    8       4.00   2.00  2.00   1.00",
      "   80       40.0   1.00  2.00   0.00"
    ].join("\n")
  );
});
