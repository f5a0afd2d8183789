// @vitest-environment jsdom
import {expect, test} from "vitest";
import {shownStep} from "../../components/embed/shownStep.js";

/** A figure with one chart, which reads whole tens, and what puts another in its place. */
function figureOf() {
  const figure = document.createElement("div");
  function draw(): HTMLElement {
    const chart = document.createElement("div");
    chart.className = "error-chart";
    chart.addEventListener("read", (event) => {
      const step = String(10 * Math.round((event as CustomEvent<number>).detail / 10));
      if (chart.dataset.step === step) return;
      chart.dataset.step = step;
      chart.replaceChildren(`step ${step}`);
    });
    figure.replaceChildren(chart);
    return chart;
  }
  return {figure, draw};
}

const mutationsTold = () => Promise.resolve();

test("shows a step in the chart that is there, and in those that come in its place", async () => {
  const {figure, draw} = figureOf();
  const first = draw();
  const show = shownStep(figure);
  show(198);
  expect(first.dataset.step).toBe("200");
  const second = draw();
  await mutationsTold();
  expect(second.dataset.step).toBe("200");
  show(50);
  const third = draw();
  await mutationsTold();
  expect(third.dataset.step).toBe("50");
});

test("shows a step in a chart that comes later, and none before it is asked", async () => {
  const {figure, draw} = figureOf();
  const show = shownStep(figure);
  const before = draw();
  await mutationsTold();
  expect(before.dataset.step).toBeUndefined();
  figure.replaceChildren();
  show(100);
  const after = draw();
  await mutationsTold();
  expect(after.dataset.step).toBe("100");
});

test.each(["pointermove", "keydown"])("leaves the chart to who reads it: %s", async (type) => {
  const {figure, draw} = figureOf();
  const show = shownStep(figure);
  const chart = draw();
  show(100);
  figure.dispatchEvent(new Event(type)); // beside the chart
  await mutationsTold();
  const second = draw();
  await mutationsTold();
  expect(second.dataset.step).toBe("100");
  second.dispatchEvent(new Event(type, {bubbles: true}));
  const third = draw();
  await mutationsTold();
  expect(third.dataset.step).toBeUndefined();
  expect(chart.dataset.step).toBe("100");
});
