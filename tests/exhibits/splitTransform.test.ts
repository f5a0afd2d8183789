// @vitest-environment jsdom
import {afterEach, expect, test} from "vitest";
import {splitSteps} from "../../components/diagrams/split/splitDrawing.js";
import {splitTransform} from "../../components/exhibits/splitTransform.js";

afterEach(() => document.body.replaceChildren());

function create() {
  const element = splitTransform();
  document.body.append(element);
  const [back, next] = element.querySelectorAll("button");
  return {
    element,
    back,
    next,
    current: () =>
      [...element.querySelectorAll(".step")].findIndex(({classList}) => classList.contains("current")),
    title: () => element.querySelector(".current .step-title")!.textContent,
    formula: () => element.querySelector(".current .step-formula")!,
    status: element.querySelector("[role=status]")!
  };
}

test("splitTransform() goes from a neuron to a block with its shortcut and back, as the reader presses", () => {
  const {element, back, next, title, current} = create();
  const titles = [title()];
  const values: string[] = [element.value];
  element.addEventListener("input", () => values.push(element.value));
  expect([back.disabled, next.disabled]).toEqual([true, false]);
  while (!next.disabled) {
    next.click();
    titles.push(title());
  }
  expect(titles).toEqual([
    "A neuron",
    "Splitting",
    "Transforming",
    "Aggregating",
    "Network in neuron",
    "The shortcut is added"
  ]);
  expect(values).toEqual(splitSteps);
  back.click();
  expect([current(), back.disabled, next.disabled]).toEqual([4, false, false]);
});

test("splitTransform() has a formula in symbols and in words at each step", () => {
  const {next, formula} = create();
  const read = () => {
    const text = formula().textContent!;
    next.click();
    return text;
  };
  expect(splitSteps.map(read)).toEqual([
    "y = D∑i = 1wixi",
    "x = (x1, x2, …, xD)",
    "xi ↦ wixi",
    "y = D∑i = 1wixi",
    "y = C∑i = 1Ti(x)",
    "y = x + C∑i = 1Ti(x)"
  ]);
  const names = [...formula().querySelectorAll<HTMLElement>("[data-symbol]")].map(
    ({dataset}) => dataset.symbol
  );
  expect(names).toEqual(["x", "C", "T", "x"]);
  expect(formula().getAttribute("aria-label")).toBe("y is x plus the sum of T i of x, for i from 1 to C");
});

test("splitTransform() tells of each step, but says nothing unasked", () => {
  const {status, next} = create();
  expect(status.textContent).toBe("");
  next.click();
  expect(status.textContent).toBe(
    "Step 2 of 6: Splitting. The input x is cut into D parts, each of one number. x is x 1, x 2, and so on, up to x D."
  );
});

test("splitTransform() keeps the focus where a button ends", () => {
  const {back, next} = create();
  next.focus();
  while (!next.disabled) next.click();
  expect(document.activeElement).toBe(back);
  back.focus();
  while (!back.disabled) back.click();
  expect(document.activeElement).toBe(next);
});
