import {expect, test} from "vitest";
import {
  averagePool,
  conv,
  dense,
  globalAveragePool,
  maxPool,
  relu,
  subsample
} from "../../components/network/leaf.js";
import {windowAt} from "../../components/network/windowAt.js";

const volume = [8, 8, 3] as const;
const at = {row: 2, column: 3};

test.each([
  [conv(4, 3), {row: 1, column: 2, rows: 3, columns: 3}],
  [conv(4, 7, {stride: 2}), {row: 1, column: 3, rows: 7, columns: 7}],
  [conv(4, 3, {dilation: 2}), {row: 0, column: 1, rows: 5, columns: 5}],
  [maxPool(3, {stride: 2, padding: 1}), {row: 3, column: 5, rows: 3, columns: 3}],
  [averagePool(2), {row: 4, column: 6, rows: 2, columns: 2}],
  [subsample(2), {row: 4, column: 6, rows: 1, columns: 1}],
  [globalAveragePool(), {row: 0, column: 0, rows: 8, columns: 8}],
  [dense(10), {row: 0, column: 0, rows: 8, columns: 8}],
  [relu(), {row: 2, column: 3, rows: 1, columns: 1}]
])("windowAt(%j) is %j", (leaf, window) => {
  expect(windowAt(leaf, volume, at)).toEqual(window);
});
