// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {denseShare, denseShares} from "../../components/exhibits/heads/denseShares.js";
import {exampleMaps, headOutputs} from "../../components/exhibits/heads/headOutputs.js";
import {headsFigure} from "../../components/exhibits/heads/headsFigure.js";

describe("headOutputs(maps, window)", () => {
  const maps = exampleMaps(1);
  const [dense, average, global] = headOutputs(maps, 3);

  test("has ten values of a dense layer and of a global average, and more of another average", () => {
    expect([dense, average, global].map(({output}) => output.shape)).toEqual([
      [1, 1, 10],
      [2, 2, 10],
      [1, 1, 10]
    ]);
    for (const {output} of [dense, average, global])
      expect(output.values).toHaveLength(output.shape.reduce((product, size) => product * size));
    expect([dense, average, global].map(({parameters}) => parameters)).toEqual([3610, 0, 0]);
  });

  test("averages: the mean of a map's windows is that of the map", () => {
    global.output.values.forEach((value, channel) => {
      const own = maps.values.slice(36 * channel, 36 * (channel + 1));
      expect(value).toBeCloseTo(own.reduce((sum, one) => sum + one) / 36, 12);
      const windows = average.output.values.slice(4 * channel, 4 * (channel + 1));
      expect(windows.reduce((sum, one) => sum + one) / 4).toBeCloseTo(value, 12);
    });
  });

  test("an average over windows as large as the map is a global one", () =>
    expect(headOutputs(maps, 6)[1].output).toEqual(global.output));

  test("a window that does not divide the map leaves out what is over, as the layer does", () => {
    const {output} = headOutputs(maps, 4)[1];
    expect(output.shape).toEqual([1, 1, 10]);
    expect(output.values).toHaveLength(10);
  });
});

test("headsFigure() follows its window; one larger than the maps is a fault, and the drawing stays", () => {
  const element = headsFigure();
  const field = element.querySelector("input")!;
  const write = (value: number) => {
    field.valueAsNumber = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const rows = () => [...element.querySelectorAll("p")].map(({textContent}) => textContent);
  expect(rows()[2]).toBe("average over 3×3: 2×2×10, 40 values, no weights");
  write(7);
  expect(element.querySelector("[role=alert]")!.textContent).toBe(
    "invalid window: 7; it must be an integer from 1 to 6"
  );
  expect(rows()[2]).toContain("3×3");
  write(6);
  expect(rows()[2]).toBe("average over 6×6: 1×1×10, 10 values, no weights");
  expect(element.value).toBe(6);
});

test("denseShare() counts nine tenths of AlexNet and VGG-16, and little of GoogLeNet", () => {
  const share = (net: string) => denseShare(net).dense / denseShare(net).parameters;
  expect(share("alexnet-original")).toBeCloseTo(58_631_144 / 60_965_224, 12);
  expect(share("vgg16")).toBeCloseTo(123_642_856 / 138_357_544, 12);
  expect(share("googlenet-paper")).toBeLessThan(0.15);
  expect(share("nin-cifar")).toBe(0);
  const bars = denseShares({vgg16: "VGG-16", "nin-cifar": "NIN"});
  expect([...bars.querySelectorAll("b")].map(({textContent}) => textContent)).toEqual([
    "89 % of 138.4 million",
    "0 % of 1.0 million"
  ]);
});
