import {describe, expect, test} from "vitest";
import {type PageReading, pageTimes, readStatus} from "../../../scripts/bench/pageTimes.js";

const reading = (ms: number, most: number, errors: number[], ended = false): PageReading => ({
  ...{ms, least: most, most, errors, ended}
});

describe("pageTimes(readings)", () => {
  test("tells when the first step, a lasting degradation and the end were seen", () => {
    const readings = [
      reading(100, 0, [NaN, NaN]),
      reading(500, 1, [90, 90]),
      reading(800, 2, [80, 91]), // by chance
      reading(900, 3, [80, 85]),
      reading(1500, 9, [40, 50]),
      reading(2000, 20, [30, 70], true)
    ];
    expect(pageTimes(readings)).toEqual({firstPointMs: 500, degradationMs: 1500, endMs: 2000});
  });

  test("tells nothing of what was not seen", () => {
    const readings = [reading(100, 0, [NaN, NaN]), reading(500, 1, [90, 90])];
    expect(pageTimes(readings)).toEqual({firstPointMs: 500, degradationMs: undefined, endMs: undefined});
    expect(pageTimes([])).toEqual({});
  });
});

test.each([
  ["Preparing network cifar-plain-20, 1 of 2 …", {least: 0, most: 0, ended: false}],
  ["Step 3 to 4 of 200 · 12 steps/s", {least: 3, most: 4, ended: false}],
  ["Paused at step 7 of 200", {least: 7, most: 7, ended: false}],
  ["Ended at step 200 of 200", {least: 200, most: 200, ended: true}]
])("readStatus(%j)", (text, said) => {
  expect(readStatus(text)).toEqual(said);
});
