// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {relativeChanges, type SmallChange, smallChange} from "../../components/exhibits/smallChange.js";

describe("relativeChanges(x, before, after)", () => {
  test("of 5.1 to 5.2 are 1.96 % of H and 100 % of F", () => {
    const {ofH, ofF} = relativeChanges(5, 5.1, 5.2);
    expect(ofH).toBeCloseTo(0.1 / 5.1, 12);
    expect(ofF).toBe(1);
  });

  test("are signed, relative to the size of what was there", () => {
    expect(relativeChanges(5, 5.2, 5.1).ofF).toBe(-0.5);
    expect(relativeChanges(5, 4.9, 5).ofF).toBe(1);
    expect(relativeChanges(5, 4.9, 5).ofH).toBeCloseTo(0.1 / 4.9, 12);
    expect(relativeChanges(5, 5.1, 5.1)).toMatchObject({ofH: 0, ofF: 0});
  });

  test("has none of F where F was 0", () => {
    expect(relativeChanges(5, 5, 5.1)).toEqual({before: 5, after: 5.1, ofH: 0.02, ofF: undefined});
  });
});

describe("smallChange()", () => {
  const sliders = (figure: HTMLElement) => [...figure.querySelectorAll("input")];
  const numbers = (figure: HTMLElement) =>
    [...figure.querySelectorAll("tbody tr")].map((line) =>
      [...line.children].map(({textContent}) => textContent!.trim())
    );
  const move = (input: HTMLInputElement, value: number) => {
    input.value = String(value);
    input.dispatchEvent(new Event("input", {bubbles: true}));
  };

  test("shows a target that goes from 5.1 to 5.2, with the sums", () => {
    const figure = smallChange();
    expect(numbers(figure)).toEqual([
      ["H(5)", "5.1", "5.2", "0.1 / 5.1 = 1.96 %"],
      ["F(5)", "0.1", "0.2", "0.1 / 0.1 = 100 %"]
    ]);
    expect(figure.textContent).toContain("51 times as large a part of F as of H");
    const marked = [...figure.querySelectorAll<HTMLElement>("[data-symbol]")].map(
      ({dataset}) => dataset.symbol
    );
    expect(new Set(marked)).toEqual(new Set(["x", "F", "H"]));
  });

  test("follows its sliders, emits input, and has a value", () => {
    const figure = smallChange();
    let emitted = 0;
    figure.addEventListener("input", () => ++emitted);
    move(sliders(figure)[1], 4.8);
    expect(numbers(figure)).toEqual([
      ["H(5)", "5.1", "4.8", "−0.3 / 5.1 = −5.88 %"],
      ["F(5)", "0.1", "−0.2", "−0.3 / 0.1 = −300 %"]
    ]);
    expect(sliders(figure)[1].getAttribute("aria-valuetext")).toBe("4.8, F is −0.2");
    expect((figure as HTMLElement & {value: SmallChange}).value).toMatchObject({before: 5.1, after: 4.8});
    expect(emitted).toBe(1);
  });

  test("says that a change of F from 0 has no relative size", () => {
    const figure = smallChange({before: 5, after: 5.1});
    expect(numbers(figure)[1]).toEqual(["F(5)", "0", "0.1", "was 0: not defined"]);
    expect(figure.textContent).toContain("not defined");
    expect(figure.textContent).not.toMatch(/NaN|Infinity/);
    move(sliders(figure)[1], 5);
    expect(figure.textContent).toContain("Nothing changes.");
  });

  test("draws H from 0, x, F where x ends, and F enlarged", () => {
    const bars = [...smallChange().querySelectorAll("g[data-symbol]")].map((group) => {
      const parts = [...group.querySelectorAll("rect")].map((rect) =>
        ["x", "width"].map((name) => Number(parseFloat(rect.getAttribute(name)!).toFixed(2)))
      );
      return [group.getAttribute("data-symbol"), ...parts];
    });
    expect(bars).toEqual([
      ["H", [0, 85], [85, 1.67]],
      ["x", [0, 83.33], [83.33, 0]],
      ["F", [83.33, 1.67], [85, 1.67]],
      ["F", [33.33, 6.67], [40, 6.67]]
    ]);
  });

  test("speaks once a drag", () => {
    const figure = smallChange();
    const spoken = figure.querySelector("[role=status]")!;
    move(sliders(figure)[0], 5.2);
    expect(spoken.textContent).toBe("");
    sliders(figure)[0].dispatchEvent(new Event("change", {bubbles: true}));
    expect(spoken.textContent).toBe("Nothing changes.");
  });
});
