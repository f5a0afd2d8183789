// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {inceptionFigure} from "../../components/exhibits/inceptionModule/inceptionFigure.js";
import {moduleBranches} from "../../components/exhibits/inceptionModule/moduleBranches.js";
import {FaultError} from "../../components/fields/fault.js";
import {cost} from "../../components/network/cost.js";
import {kernelWeights} from "../../components/network/kernelWeights.js";
import {namedNetwork} from "../../components/network/named.js";
import {partAt} from "../../components/network/partAt.js";

const filters = {ones: 64, threesReduce: 96, threes: 128, fivesReduce: 16, fives: 32, poolProjection: 32};

test("module 3a has 387,072 weights without reductions, 157,184 with, and 6,144 after the pool", () => {
  const {naive, reduced} = moduleBranches(filters, [28, 28, 192]);
  expect([naive.windowed, naive.projection]).toEqual([387_072, 0]);
  expect([reduced.windowed, reduced.projection]).toEqual([157_184, 6144]);
  expect(naive.multiplyAdds).toBe(28 * 28 * 387_072);
});

test("it is the module of GoogLeNet: as many weights, and multiply–adds", () => {
  const {expression, input} = namedNetwork("googlenet-paper");
  const {part, input: before} = partAt(expression, input, "inception3a");
  const {reduced} = moduleBranches(filters, before);
  expect(kernelWeights(part, before)).toBe(reduced.windowed + reduced.projection);
  expect(cost(part, before).multiplyAdds).toBe(reduced.multiplyAdds);
});

describe("inceptionFigure()", () => {
  const figure = () => inceptionFigure({filters, channels: 192});
  const write = (element: HTMLElement, index: number, value: number) => {
    const field = element.querySelectorAll("input")[index];
    field.valueAsNumber = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return field;
  };
  const cells = (element: HTMLElement) =>
    [...element.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].map((td) => td.textContent)
    );

  test("says the sums, and draws tubes as thick as their weights, to one scale", () => {
    const element = figure();
    expect(cells(element)[0]).toEqual(["387,072", "157,184", "40.6 %"]);
    const heights = [...element.querySelectorAll("svg")].map((svg) =>
      [...svg.querySelectorAll(".slab")].map((slab) => Number(slab.getAttribute("height")))
    );
    expect(heights[0][1] / heights[1][2]).toBeCloseTo(221_184 / 110_592, 6);
    expect(heights[0][0]).toBeCloseTo(heights[1][0], 6);
  });

  test("follows its fields", () => {
    const element = figure();
    write(element, 2, 48);
    expect(cells(element)[0][1]).toBe((157_184 - 48 * 192 - 9 * 48 * 128).toLocaleString("en"));
    expect(element.value.filters.threesReduce).toBe(48);
  });

  test("a reduction to 0 is a fault at its field, and the drawing stays", () => {
    const element = figure();
    const field = write(element, 2, 0);
    expect(element.querySelector("[role=alert]")!.textContent).toBe(
      "invalid threesReduce: 0; it must be an integer from 1 to 1,024"
    );
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(element.querySelectorAll("svg")).toHaveLength(2);
    expect(cells(element)[0][1]).toBe("157,184");
  });

  test("refuses filters that a cell gives wrongly", () =>
    expect(() => inceptionFigure({filters: {...filters, fives: 0.5}, channels: 192})).toThrow(FaultError));
});
