import {expect, test} from "vitest";
import {growthTable, threadCounts, threadsTable} from "../../../scripts/bench/growthTable.js";

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

test("threadsTable(rows) tells how fast a step is against one thread", () => {
  const rows = [
    {threads: 1, stepMs: 60},
    {threads: 2, stepMs: 32}
  ];
  expect(threadsTable(rows)).toBe(
    ["threads  ms a step  as fast", "      1       60.0    ×1.00", "      2       32.0    ×1.88"].join("\n")
  );
});

test("threadCounts(cores) doubles, and ends with all of them", () => {
  expect(threadCounts(1)).toEqual([1]);
  expect(threadCounts(6)).toEqual([1, 2, 4, 6]);
  expect(threadCounts(8)).toEqual([1, 2, 4, 8]);
});
