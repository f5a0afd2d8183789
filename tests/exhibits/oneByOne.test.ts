// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {shortNumber} from "../../components/charts/powerText.js";
import {
  createMlpConv,
  largestDifference,
  layerByLayer,
  networkAt,
  slidingNetwork
} from "../../components/exhibits/oneByOne/mlpConv.js";
import {mlpConvFigure} from "../../components/exhibits/oneByOne/mlpConvFigure.js";
import {bareBottleneck, reductionFigure} from "../../components/exhibits/oneByOne/reductionFigure.js";
import {cost} from "../../components/network/cost.js";
import {outputShape} from "../../components/network/shapes.js";

describe.each([1, 2, 3, 4, 5])("an MLPconv of seed %d", (seed) => {
  const model = createMlpConv(seed);
  const [sliding, layers] = [slidingNetwork(model), layerByLayer(model)];

  test("is the same function in both ways, up to float32", () => {
    expect(sliding.shape).toEqual(layers.shape);
    expect(layers.shape).toEqual(outputShape(model.expression, model.image.shape));
    expect(largestDifference(sliding, layers)).toBeLessThan(2e-6);
    expect(layers.values.some((value) => value > 0.1)).toBe(true);
  });

  test("has at each position what the small network puts out there", () => {
    const out = networkAt(model, 3, 2).at(-1)!;
    const start = (3 * layers.shape[1] + 2) * layers.shape[2];
    expect([...out]).toEqual([...sliding.values.subarray(start, start + out.length)]);
  });

  test("would differ with a window of its neighbour", () => {
    const shifted = {
      ...model,
      image: {...model.image, values: model.image.values.map((value, i) => value + (i === 20 ? 1 : 0))}
    };
    expect(largestDifference(layerByLayer(shifted), layers)).toBeGreaterThan(1e-3);
  });
});

test("the two ways are computed apart: some seeds differ in the last bits", () => {
  const differences = [1, 2, 3, 4, 5, 6].map((seed) => {
    const model = createMlpConv(seed);
    return largestDifference(slidingNetwork(model), layerByLayer(model));
  });
  expect(Math.max(...differences)).toBeGreaterThan(0);
});

test("mlpConvFigure() runs both, says the difference, and does so again with other weights", () => {
  const element = mlpConvFigure();
  const said = () => element.querySelector("[role=status]")!.textContent;
  expect(said()).toContain(shortNumber(element.value));
  expect(element.querySelectorAll(".mlp-results svg")).toHaveLength(6);
  const before = said();
  element.querySelector("button")!.click();
  expect(said()).not.toBe(before);
});

test("a bottleneck of 256 channels has 69,632 weights, two 3×3 have 1,179,648", () => {
  const {parameters} = cost(bareBottleneck({channels: 256, reduced: 64}), [56, 56, 256]);
  expect(parameters).toBe(69_632);
  const bars = [...reductionFigure().querySelectorAll(".weight-row b")].map(({textContent}) => textContent);
  expect(bars).toEqual(["69,632", "1,179,648"]);
});

test("reductionFigure() follows its fields; 0 is a fault at its field, and the bars stay", () => {
  const element = reductionFigure();
  const field = element.querySelectorAll("input")[1];
  const write = (value: number) => {
    field.valueAsNumber = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  };
  write(0);
  expect(element.querySelector("[role=alert]")!.textContent).toBe(
    "invalid reduced: 0; it must be an integer from 1 to 4,096"
  );
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(element.value).toEqual({channels: 256, reduced: 64});
  write(32);
  expect(element.querySelector(".weight-row b")!.textContent).toBe("25,600");
});
