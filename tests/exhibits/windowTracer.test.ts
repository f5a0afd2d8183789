// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {traceLayout} from "../../components/exhibits/windows/drawTrace.js";
import {
  reachingSpans,
  stackCounts,
  type StackLayer,
  windowStack
} from "../../components/exhibits/windows/windowStack.js";
import {windowTracer} from "../../components/exhibits/windows/windowTracer.js";
import {FaultError} from "../../components/fields/fault.js";

const layersOf = (windows: number[], strides: number[] = []): StackLayer[] =>
  windows.map((window, i) => ({window, stride: strides[i] ?? 1}));

/** Which positions of each map reach *position* of the top one, layer by layer, window by window. */
function reachedByWalk(layers: readonly StackLayer[], position: number): Set<number>[] {
  const maps = [new Set([position])];
  for (const {window, stride} of [...layers].reverse()) {
    const below = [...maps[0]].flatMap((p) => Array.from({length: window}, (_, k) => p * stride + k));
    maps.unshift(new Set(below));
  }
  return maps;
}

describe.each([
  [[3, 3, 3], [], 19, 5],
  [[11], [4], 39, 7],
  [[7, 3], [2, 1], 31, 4],
  [[5, 3, 3], [2, 2, 1], 41, 3]
])("a stack of %j with strides %j", (windows, strides, image, position) => {
  const layers = layersOf(windows, strides);

  test("reaches what a walk from window to window reaches", () => {
    const spans = reachingSpans(windowStack(layers, image), position);
    const walked = reachedByWalk(layers, position);
    spans.forEach(({first, size}, map) =>
      expect([...walked[map]].sort((a, b) => a - b)).toEqual(Array.from({length: size}, (_, k) => first + k))
    );
  });
});

test.each([
  [[3, 3], "5×5", 18, 25],
  [[3, 3, 3], "7×7", 27, 49]
])("stackCounts(%j) sets it beside one %s: %d against %d times C²", (windows, large, stacked, single) => {
  const [stack, one] = stackCounts(windowStack(layersOf(windows), 19), 64);
  expect(one.text).toBe(large);
  expect([stack.weights, one.weights].map((weights) => weights / 64 ** 2)).toEqual([stacked, single]);
  expect([stack.nonLinearities, one.nonLinearities]).toEqual([windows.length, 1]);
});

test.each([
  [[9, 9], 15, "invalid window 2: 9; it must be an integer from 1 to 7"],
  [[0], 15, "invalid window 1: 0; it must be an integer from 1 to 15"],
  [[3], 400, "invalid image: 400; it must be an integer from 1 to 41"],
  [[], 15, "invalid layers: 0; it must be an integer from 1 to 5"]
])("windowStack(%j, %d) says what is wrong", (windows, image, message) => {
  expect(() => windowStack(layersOf(windows), image)).toThrow(message);
  expect(() => windowStack(layersOf(windows), image)).toThrow(FaultError);
});

test("traceLayout() finds the position that is at a point", () => {
  const stack = windowStack(layersOf([3, 3]), 19);
  const layout = traceLayout(stack, 400);
  for (const [row, column] of [
    [0, 0],
    [14, 14],
    [3, 11]
  ]) {
    const [x, y] = layout.place(2, row + 0.5, column + 0.5);
    expect(layout.positionAt(x, y)).toEqual({row, column});
  }
});

describe("windowTracer()", () => {
  const input = (element: HTMLElement, index: number, value: number) => {
    const field = element.querySelectorAll<HTMLInputElement>("input[type=number]")[index];
    field.valueAsNumber = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return field;
  };
  const drawn = (element: HTMLElement) => element.querySelector(".trace")!.getAttribute("aria-label");

  test("draws a map for the image and each layer, and says what is seen", () => {
    const element = windowTracer();
    expect(element.querySelectorAll(".map")).toHaveLength(4);
    expect(drawn(element)).toBe(
      "A position of the top map sees 7×7 pixels of the image: rows 7 to 13, columns 7 to 13"
    );
    expect(element.querySelector(".count-table")!.textContent).toContain("27 C² = 1,769,472");
  });

  test("follows a slider", () => {
    const element = windowTracer();
    const slider = element.querySelector<HTMLInputElement>("[aria-label='row of the top map']")!;
    slider.value = "0";
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    expect(drawn(element)).toContain("rows 1 to 7");
    expect(element.value.position.row).toBe(0);
  });

  test("a window larger than its map is a fault at its field, and the drawing stays", () => {
    const element = windowTracer();
    const before = drawn(element);
    const field = input(element, 2, 30);
    expect(element.querySelector("[role=alert]")!.textContent).toBe(
      "invalid window 2: 30; it must be an integer from 1 to 17"
    );
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(drawn(element)).toBe(before);
    input(element, 2, 5);
    expect(element.querySelector<HTMLElement>("[role=alert]")!.hidden).toBe(true);
    expect(field.hasAttribute("aria-invalid")).toBe(false);
    expect(drawn(element)).toContain("9×9");
  });

  test("has more layers and fewer, and stacks to choose", () => {
    const element = windowTracer();
    const press = (text: string) =>
      [...element.querySelectorAll("button")].find(({textContent}) => textContent!.trim() === text)!.click();
    press("One more layer");
    expect(element.value.stack.layers).toHaveLength(4);
    press("11×11/4, as AlexNet begins");
    expect(element.value.stack.sides).toEqual([39, 8]);
    expect(drawn(element)).toContain("11×11");
  });
});
