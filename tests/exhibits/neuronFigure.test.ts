// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {inputAt} from "../../components/exhibits/activations/drawNeurons.js";
import {neuronFigure} from "../../components/exhibits/activations/neuronFigure.js";
import {neuronFunctions, slopesLeft} from "../../components/exhibits/activations/neuronFunctions.js";

describe.each(Object.entries(neuronFunctions))("%s", (_, one) => {
  test.each([-3, -0.5, 0.7, 2])("has the slope that its values have at %d", (x) =>
    expect(one.slope(x)).toBeCloseTo((one.value(x + 1e-5) - one.value(x - 1e-5)) / 2e-5, 6)
  );

  test("leaves the slope of the whole stack", () => {
    const settings = {weight: 1.3, layers: 4};
    const output = (input: number) => {
      let value = input;
      for (let layer = 0; layer < 4; ++layer) value = one.value(1.3 * value);
      return value;
    };
    const left = slopesLeft(one, {...settings, input: 0.6});
    expect(left).toHaveLength(5);
    expect(left[4]).toBeCloseTo((output(0.6 + 1e-5) - output(0.6 - 1e-5)) / 2e-5, 6);
  });
});

describe("neuronFigure()", () => {
  const move = (element: HTMLElement, index: number, value: number) => {
    const slider = element.querySelectorAll("input")[index];
    slider.value = String(value);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const said = (element: HTMLElement) => element.querySelector("[role=status]")!.textContent;

  test("shows three functions, and what ten of each leave", () => {
    const element = neuronFigure();
    const labels = [...element.querySelectorAll(".neuron-curve")].map((svg) =>
      svg.getAttribute("aria-label")
    );
    expect(labels).toEqual([
      "ReLU of 2 is 2, with slope 1",
      "tanh of 2 is 0.96, with slope 0.07",
      "sigmoid of 2 is 0.88, with slope 0.1"
    ]);
    expect(said(element)).toMatch(
      /^What is left of the slope after 10 layers: ReLU 1, tanh 0\.0037, sigmoid 1\.4 · 10⁻⁷\.$/
    );
  });

  test("a ReLU that is off passes nothing; weights make up for slopes", () => {
    const element = neuronFigure();
    move(element, 0, -1);
    expect(said(element)).toContain("ReLU 0,");
    move(element, 0, 1);
    move(element, 2, 2);
    expect(said(element)).toContain("ReLU 1.0 · 10³,");
    expect(element.value).toEqual({input: 1, weight: 2, layers: 10});
  });

  test("inputAt() is 0 in the middle, and grows to the right", () => {
    expect(inputAt(0.5)).toBe(0);
    expect(inputAt(0.75)).toBeGreaterThan(2);
  });
});
