// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {LabCurve, LabRecording} from "../../components/charts/labCurves.js";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {laboratory, type LaboratoryOptions} from "../../components/labs/laboratory.js";
import {networkKey, toIdentity} from "../../components/network/identity.js";
import {choiceField, type LabField, numberField} from "../../components/widgets/labFields.js";
import {labCurveOf, measuredAt} from "../charts/labCurves.js";
import {done, fakeWorkers, microtasks, point} from "../panels/fakeWorkers.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";

let observers: ReturnType<typeof fakeResizeObserver>;

beforeEach(() => {
  vi.useFakeTimers();
  observers = fakeResizeObserver();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const net = "cifar-resnet-8";

/** What became of a network. */
const state = {"conv1.weight": Float32Array.of(1)};

/** A recorded network of one λ. */
function recordedAt(shortcutScale: number, options: Partial<LabCurve> = {}): LabCurve {
  const [spec] = toTraining({networks: [net], width: 1, steps: 2, shortcutScale, seed: 3}).specs;
  return {...labCurveOf(net), spec, errors: [errorAt(shortcutScale)], ...options};
}

const errorAt = (error: number) => ({run: "recorded run", net, split: "test" as const, step: 2, error});

const recording: LabRecording = {curves: [recordedAt(0.5), recordedAt(1)], caption: "recorded: 3 seeds"};

/** Two networks of different λ, the second of which is 1; a step to look at changes nothing of the training. */
function create(options: Partial<LaboratoryOptions> = {}) {
  const fake = fakeWorkers();
  const draw = vi.fn<LaboratoryOptions["draw"]>(({curves, values}) => {
    const text = curves.map(({net, errors}) => `${networkKey(toIdentity(net))}: ${errors.length}`).join("; ");
    return document.createTextNode(`${text} (${values.scale}, ${values.step})`);
  });
  const fields: LabField[] = [
    numberField({name: "scale", label: "λ", value: 0.5, min: 0, max: 2, step: 0.1, setting: "shortcutScale"}),
    numberField({name: "width", label: "Width", value: 1, min: 1, max: 9, step: 1}),
    choiceField({name: "step", label: "In step", options: {1: "1", 2: "2"}})
  ];
  const element = laboratory({
    label: "A laboratory",
    fields,
    training: ({scale, width}) =>
      toTraining({
        networks: [
          {name: net, shortcutScale: Number(scale)},
          {name: net, shortcutScale: 1}
        ],
        width: Number(width),
        steps: 2
      }),
    draw,
    recording,
    client: fake.client,
    ...options
  });
  const [scale, width] = element.querySelectorAll<HTMLInputElement>("input[type=number]");
  const [start, stop] = element.querySelectorAll("button");
  const input = (field: HTMLInputElement) => field.dispatchEvent(new Event("input", {bubbles: true}));
  return {
    ...fake,
    element,
    draw,
    scale,
    width,
    start,
    stop,
    set(field: HTMLInputElement, value: number | string) {
      field.value = String(value);
      input(field);
    },
    choose(value: number | string) {
      const radio = element.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`)!;
      radio.checked = true;
      input(radio);
    },
    badge: () => element.querySelector(".badge")!.textContent,
    figure: () => element.querySelector(".lab-figure")!.textContent,
    status: () => element.querySelector(".trainer .status")!.textContent,
    alert: () => element.querySelector<HTMLElement>("[role=alert]")!,
    nets: () => draw.mock.lastCall![0].curves.map(({net}) => networkKey(toIdentity(net)))
  };
}

const both = [`${net}, λ 0.5`, net];

describe("laboratory()", () => {
  test("shows what was recorded, whatever its seed, under the names of its own figure, and has no worker", () => {
    const {figure, badge, status, start, stop, nets, draw, workers, element} = create();
    expect(nets()).toEqual(both);
    const [{curves}] = draw.mock.lastCall!;
    expect(curves.map(({errors}) => errors.map(({net, error}) => [net, error]))).toEqual([
      [[both[0], 0.5]],
      [[both[1], 1]]
    ]);
    expect(figure()).toBe(`${both[0]}: 1; ${both[1]}: 1 (0.5, 1)`);
    expect([badge(), status()]).toEqual(["recorded: 3 seeds", ""]);
    expect([start.textContent, start.disabled, stop.disabled]).toEqual(["Train", false, true]);
    expect([element.getAttribute("role"), element.getAttribute("aria-label")]).toEqual([
      "group",
      "A laboratory"
    ]);
    expect(workers).toHaveLength(0);
  });

  test("draws what was measured; a number that was not finite is NaN, not null, which counts as 0", () => {
    const measured = [measuredAt(1, [1, NaN], [Infinity])];
    const file = JSON.parse(
      JSON.stringify({...recording, curves: [recordedAt(1, {measured})]})
    ) as LabRecording;
    expect(file.curves[0].measured[0].gradients).toEqual([1, null]);
    const {draw} = create({recording: file});
    expect(draw.mock.lastCall![0].curves[0].measured).toEqual([
      {step: 1, gradients: [1, NaN], residuals: [NaN], shortcuts: [1], responses: [NaN]}
    ]);
  });

  test("without fields has no row of controls but its own", () => {
    const training = () => toTraining({networks: [net], width: 1, steps: 2});
    const {element, nets} = create({fields: [], training});
    expect(element.querySelectorAll(".controls:not([hidden])")).toHaveLength(1);
    expect(nets()).toEqual([net]);
  });
});

describe("a changed field", () => {
  test("shows another recording, or says that there is none", () => {
    const {set, scale, nets, badge, status, start} = create();
    set(scale, 0.7);
    expect([nets(), badge(), status()]).toEqual([[net], "recorded: 3 seeds", ""]); // λ 1 is there
    const {width, ...other} = create();
    other.set(width, 2);
    expect([other.nets(), other.badge()]).toEqual([[], "not recorded"]);
    expect(other.status()).toBe("Not recorded. Press Train.");
    expect([start.disabled, other.start.disabled]).toEqual([false, false]);
    other.set(width, 1);
    expect([other.nets(), other.status()]).toEqual([both, ""]);
  });

  test("that only changes the view draws it anew", () => {
    const {choose, figure} = create();
    choose(2);
    expect(figure()).toBe(`${both[0]}: 1; ${both[1]}: 1 (0.5, 2)`);
  });

  test("that cannot be is told at the field, and the figure stays", () => {
    const {set, scale, width, alert, figure, draw, element} = create();
    const [before, calls] = [figure(), draw.mock.calls.length];
    expect(alert().hidden).toBe(true);
    for (const value of ["", 11]) {
      set(scale, value);
      const number = value === "" ? "none" : value;
      expect(alert().textContent).toContain(
        `invalid shortcutScale: ${number}; it must be a number from 0 to 2`
      );
      expect(alert().hidden).toBe(false);
      expect(scale.getAttribute("aria-invalid")).toBe("true");
      expect(element.querySelector(`#${scale.getAttribute("aria-describedby")}`)).toBe(alert());
      expect(width.hasAttribute("aria-invalid") || width.hasAttribute("aria-describedby")).toBe(false);
    }
    expect([figure(), draw.mock.calls.length]).toEqual([before, calls]);
    set(scale, 0.5);
    expect([alert().hidden, alert().textContent]).toEqual([true, ""]);
    expect(scale.hasAttribute("aria-invalid") || scale.hasAttribute("aria-describedby")).toBe(false);
    expect(figure()).toBe(before);
  });

  test("that cannot be is not trained", () => {
    const {set, scale, start, workers, alert} = create();
    set(scale, -1);
    start.click();
    expect(workers).toHaveLength(0);
    expect(alert().hidden).toBe(false);
  });

  test("two laboratories of one page tell their faults each at its own place", () => {
    const [one, other] = [create(), create()];
    expect(one.alert().id).not.toBe(other.alert().id);
    const radios = [one, other].map(({element}) => element.querySelector<HTMLInputElement>("[type=radio]")!);
    expect(radios[0].name).not.toBe(radios[1].name);
  });
});

describe("Train", () => {
  test("trains here what the fields ask for, and draws what has taken a step", async () => {
    const {start, stop, workers, answer, nets, figure, badge} = create();
    start.click();
    expect(workers[0].requests).toMatchObject([
      {type: "start", runs: [{spec: {network: {shortcutScale: 0.5}}}, {spec: {network: {shortcutScale: 1}}}]}
    ]);
    expect(stop.disabled).toBe(false);
    await vi.advanceTimersByTimeAsync(250);
    expect([nets(), badge()]).toEqual([[], "trained in this browser"]);
    await answer(point(1, 1));
    await vi.advanceTimersByTimeAsync(250);
    expect(nets()).toEqual([net]);
    await answer(point(0, 1));
    await vi.advanceTimersByTimeAsync(250);
    expect(figure()).toBe(`${both[0]}: 2; ${both[1]}: 2 (0.5, 1)`);
  });

  test("draws at most four times a second, and the end at once; then the worker is gone and the curves stay", async () => {
    const {start, answer, draw, alive, figure, choose} = create();
    start.click();
    await vi.advanceTimersByTimeAsync(1000);
    const calls = draw.mock.calls.length;
    for (let step = 1; step <= 10; step++) {
      await answer(point(0, step));
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(draw.mock.calls.length - calls).toBeLessThanOrEqual(3);
    await answer(point(1, 2), done(0), done(1));
    expect(alive()).toBe(0);
    expect(figure()).toContain(`${both[1]}: 2`);
    const last = figure();
    await vi.advanceTimersByTimeAsync(1000);
    expect(figure()).toBe(last);
    choose(2);
    expect(figure()).toBe(last!.replace("0.5, 1", "0.5, 2"));
  });

  test("marks a network that diverged", async () => {
    const {start, answer, draw} = create();
    start.click();
    await answer(
      point(0, 1),
      point(1, 1),
      {type: "diverged", runId: "1.0", step: 2, learningRate: 1},
      done(1)
    );
    expect(draw.mock.lastCall![0].curves.map(({diverged, seeds}) => [diverged, seeds])).toEqual([
      [1, 1],
      [0, 1]
    ]);
  });

  test("Stop ends it, and keeps the curves", async () => {
    const {start, stop, answer, workers, alive, nets, badge} = create();
    start.click();
    await answer(point(0, 1));
    stop.click();
    expect(workers[0].requests.at(-1)).toEqual({type: "stop"});
    await answer({type: "stopped", runId: "1.0", step: 1}, {type: "stopped", runId: "1.1", step: 0});
    expect([alive(), nets(), badge(), stop.disabled]).toEqual([
      0,
      [both[0]],
      "trained in this browser",
      true
    ]);
  });

  test("hands on every network that was trained, to its end or until Stop, once", async () => {
    const onTrained = vi.fn();
    const {start, answer, workers} = create({onTrained});
    start.click();
    expect(workers[0].requests).toMatchObject([{type: "start", states: true}]);
    await answer(point(0, 2), {type: "state", runId: "1.0", step: 2, state}, done(0), point(1, 1));
    expect(onTrained.mock.calls).toMatchObject([[{steps: 2, state, spec: {network: {shortcutScale: 0.5}}}]]);
    const other = {...state};
    await answer(
      {type: "state", runId: "1.1", step: 1, state: other},
      {type: "stopped", runId: "1.1", step: 1}
    );
    expect(onTrained.mock.calls.slice(1)).toMatchObject([[{steps: 1, spec: {network: {shortcutScale: 1}}}]]);
  });

  test("asks for no states where nobody wants the networks", () => {
    const {start, workers} = create();
    start.click();
    expect(workers[0].requests).toMatchObject([{type: "start", states: false}]);
  });

  test("the focus goes from Stop to Train when there is nothing to stop any more", async () => {
    const {start, stop, answer, element} = create();
    document.body.append(element);
    start.click();
    await answer(point(0, 1), point(1, 1));
    stop.focus();
    stop.click();
    await answer({type: "stopped", runId: "1.0", step: 1}, {type: "stopped", runId: "1.1", step: 1});
    expect(document.activeElement).toBe(start);
    element.remove();
  });

  test("draws the choice itself once, whatever is drawn of the runs; what is ticked in it is no choice", async () => {
    const illustrate = vi.fn(() => {
      const box = document.createElement("input");
      box.type = "checkbox";
      return box;
    });
    const {start, answer, element, set, scale} = create({illustrate});
    const box = element.querySelector<HTMLInputElement>("input[type=checkbox]")!;
    box.click();
    start.click();
    await answer(point(0, 1), point(1, 1));
    await vi.advanceTimersByTimeAsync(500);
    expect(illustrate).toHaveBeenCalledTimes(1);
    expect([element.contains(box), box.checked]).toEqual([true, true]);
    set(scale, 0.9);
    expect(illustrate).toHaveBeenCalledTimes(2);
  });

  test("a table that was scrolled, or has the focus, stays so when it is drawn anew", async () => {
    const table = () => {
      const element = document.createElement("div");
      element.className = "table-scroll";
      element.tabIndex = 0;
      return element;
    };
    const {start, answer, element} = create({draw: table});
    document.body.append(element);
    const first = element.querySelector<HTMLElement>(".table-scroll")!;
    first.scrollLeft = 40;
    first.focus();
    start.click();
    await answer(point(0, 1), point(1, 1));
    await vi.advanceTimersByTimeAsync(500);
    const last = element.querySelector<HTMLElement>(".table-scroll")!;
    expect(last).not.toBe(first);
    expect([last.scrollLeft, document.activeElement]).toEqual([40, last]);
    element.remove();
  });

  test("a worker that fails is told of, and Train begins anew", async () => {
    const {start, crash, status, workers, alive} = create();
    start.click();
    await crash("no such module");
    expect(status()).toBe("Stopped by an error. · no such module");
    expect(alive()).toBe(0);
    start.click();
    expect([workers.length, alive()]).toEqual([2, 1]);
  });
});

describe("a field that is changed while it trains", () => {
  test("starts the new experiment at once, in a worker of its own", async () => {
    const {start, set, scale, answer, workers, alive, nets} = create();
    start.click();
    await answer(point(0, 1));
    set(scale, 0.7);
    expect(workers.map(({terminated}) => terminated)).toEqual([true, false]);
    expect(workers[1].requests).toMatchObject([
      {type: "start", runs: [{spec: {network: {shortcutScale: 0.7}}}, {}]}
    ]);
    await vi.advanceTimersByTimeAsync(250);
    expect(nets()).toEqual([]);
    await answer(point(0, 1, {start: 2}));
    await vi.advanceTimersByTimeAsync(250);
    expect(nets()).toEqual([`${net}, λ 0.7`]);
    expect(alive()).toBe(1);
  });

  test("leaves it alone if only the view changes", async () => {
    const {start, choose, answer, workers, figure} = create();
    start.click();
    await answer(point(0, 1));
    choose(2);
    expect(workers.map(({terminated, requests}) => [terminated, requests.length])).toEqual([[false, 1]]);
    expect(figure()).toBe(`${both[0]}: 2 (0.5, 2)`);
  });

  test("leaves it alone if it cannot be, and goes on to draw what was asked for before", async () => {
    const {start, set, scale, answer, workers, figure, alert} = create();
    start.click();
    set(scale, "");
    await answer(point(0, 1));
    await vi.advanceTimersByTimeAsync(250);
    expect(workers.map(({terminated}) => terminated)).toEqual([false]);
    expect(figure()).toBe(`${both[0]}: 2 (0.5, 1)`);
    expect(alert().hidden).toBe(false);
  });

  test("after the end shows what was recorded, and waits", async () => {
    const {start, set, scale, answer, alive, badge, status} = create();
    start.click();
    await answer(point(0, 2), point(1, 2), done(0), done(1));
    set(scale, 0.7);
    expect([alive(), badge(), status()]).toEqual([0, "recorded: 3 seeds", ""]);
  });

  test("ten times quickly leaves one worker", async () => {
    const {start, set, scale, alive} = create();
    start.click();
    for (let i = 1; i <= 10; i++) {
      set(scale, i / 20);
      await microtasks();
      expect(alive()).toBe(1);
    }
  });
});

describe("invalidation", () => {
  test("ends the worker, draws no more, and Train starts no other", async () => {
    let invalidate = () => {};
    const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
    const {start, answer, alive, draw, workers} = create({invalidation});
    start.click();
    await answer(point(0, 1));
    expect(observers.count()).toBe(1);
    invalidate();
    await microtasks();
    const calls = draw.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1000);
    expect([alive(), draw.mock.calls.length, observers.count()]).toEqual([0, calls, 0]);
    start.click();
    expect(workers).toHaveLength(1);
  });
});

test("a figure is drawn anew for the room it has, at most 640 pixels, and not where it has none", () => {
  const {draw} = create();
  const widths = () => draw.mock.calls.map(([{width}]) => width);
  expect(widths()).toEqual([640]);
  for (const width of [640, 900, 0, 350.4, 350]) observers.resize(width);
  expect(widths()).toEqual([640, 350]);
});
