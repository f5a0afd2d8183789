// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {race} from "../../components/firstPage/race.js";
import type {RaceRecording} from "../../components/firstPage/raceRecording.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {eventually} from "../eventually.js";
import {fakeClock} from "../panels/fakeClock.js";
import {done, fakeWorkers, microtasks} from "../panels/fakeWorkers.js";

const nets = ["cifar-plain-8", "cifar-resnet-8"];
const recording: RaceRecording = {
  spec: toRunSpec({network: {name: nets[0], width: 1}, steps: 40, evaluationInterval: 10}),
  caption: "recorded: one seed",
  classes: ["disc", "ring", "square"],
  images: [
    {label: 0, url: "data:image/png;base64,AA=="},
    {label: 1, url: "data:image/png;base64,AQ=="}
  ],
  racers: nets.map((net, i) => ({
    net,
    points: [10, 20, 30, 40].map((step) => ({
      step,
      testError: 0.9 - (i * step) / 50,
      answers: step < 30 ? [2, 2] : [0, i]
    }))
  }))
};

let seen: () => void;
let lessMotion: boolean;

beforeEach(() => {
  lessMotion = false;
  seen = () => {};
  vi.stubGlobal("matchMedia", () => ({matches: lessMotion}));
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(tell: (entries: {isIntersecting: boolean}[]) => void) {
        seen = () => tell([{isIntersecting: true}]);
      }
      observe() {}
      disconnect() {
        seen = () => {};
      }
    }
  );
});
afterEach(() => vi.unstubAllGlobals());

function create(options: Parameters<typeof race>[1] = {}) {
  const clock = fakeClock();
  const workers = fakeWorkers();
  const element = race(recording, {clock, client: workers.client, ...options});
  const [play, train, stop] = element.querySelectorAll("button");
  const slider = element.querySelector("input")!;
  return {
    ...{element, clock, play, train, stop, slider, ...workers},
    names: () =>
      [...element.querySelectorAll(".race-names span")].map(({textContent}) => textContent!.trim()),
    answers: () =>
      [...element.querySelectorAll(".race-answers [role=row]")]
        .slice(1)
        .map((row) => [...row.querySelectorAll("[role=cell]")].map(({textContent}) => textContent)),
    curves: () =>
      [...element.querySelectorAll(".race-plot g:not(.ghosts) path")].map((path) => path.getAttribute("d"))
  };
}

describe("race(recording)", () => {
  test("shows the end first: a tower a network, its error, and its answers with the class that it took", () => {
    const {element, names, answers, slider} = create();
    expect(element.querySelectorAll(".tower")).toHaveLength(2);
    expect(names()).toEqual(["plain-8 90 %", "residual-8 10 %"]);
    expect(answers()).toEqual([
      ["✓ disc", "✗ disc", "1"],
      ["✓ disc", "✓ ring", "2"]
    ]);
    expect(slider.valueAsNumber).toBe(40);
    expect([...element.querySelectorAll("img")].map(({alt}) => alt)).toEqual(["disc", "ring"]);
    expect(element.querySelector(".status")!.textContent).toBe(recording.caption);
  });

  test("goes by once when it is first seen, in six seconds", () => {
    const {clock, names, answers, play} = create();
    seen();
    expect(play.textContent).toBe("Pause");
    clock.move(2250);
    expect(names()).toEqual(["plain-8 90 %", "residual-8 60 %"]);
    expect(answers()[1]).toEqual(["✗ square", "✗ square", "0"]);
    clock.move(3750);
    expect(names()).toEqual(["plain-8 90 %", "residual-8 10 %"]);
    expect([play.textContent, clock.waiting()]).toEqual(["Play", 0]);
    seen();
    expect(clock.waiting()).toBe(0);
  });

  test("stands still for readers who ask for less motion, until they press Play", () => {
    lessMotion = true;
    const {clock, play} = create();
    seen();
    expect(clock.waiting()).toBe(0);
    play.click();
    expect(clock.waiting()).toBe(1);
  });

  test("goes where the slider is, and no further by itself", () => {
    const {clock, slider, names, curves} = create();
    seen();
    slider.value = "20";
    slider.dispatchEvent(new Event("input"));
    expect(clock.waiting()).toBe(0);
    expect(names()).toEqual(["plain-8 90 %", "residual-8 50 %"]);
    expect(curves()).toEqual(["M10,90L20,90".replaceAll("90", "10"), "M10,30L20,50"]);
    expect(slider.getAttribute("aria-valuetext")).toBe("20 of 40 steps");
  });

  test("is printed at its end", () => {
    const {clock, slider} = create();
    seen();
    clock.move(600);
    dispatchEvent(new Event("beforeprint"));
    expect([slider.valueAsNumber, clock.waiting()]).toEqual([40, 0]);
  });

  test("stops when its cell ends", async () => {
    let end!: () => void;
    const {clock} = create({invalidation: new Promise<void>((resolve) => (end = resolve))});
    seen();
    end();
    await microtasks();
    expect(clock.waiting()).toBe(0);
  });
});

describe("Train them here", () => {
  const tested = (i: number, step: number, answers: number[]): TrainerEvent => ({
    type: "points",
    runId: `1.${i}`,
    points: [{step, lossNats: 1, trainingError: 0.5, testError: 0.25, answers}],
    pace: {stepsPerSecond: 2, imagesPerSecond: 128, secondsLeft: 1}
  });

  test("trains the recorded networks, and shows their answers over the recorded curves", async () => {
    const {element, train, stop, play, slider, workers, answer, names, answers} = create();
    train.click();
    await eventually(() => expect(workers).toHaveLength(1));
    await microtasks();
    const [start] = workers[0].requests;
    expect(start.type === "start" && start.runs.map(({spec}) => spec.network.name)).toEqual(nets);
    expect(start.type === "start" && start.runs[1].spec.evaluationInterval).toBe(10);
    expect([play.disabled, slider.disabled, train.disabled, stop.disabled]).toEqual([
      true,
      true,
      true,
      false
    ]);
    expect(answers()).toEqual([
      ["", "", ""],
      ["", "", ""]
    ]);
    await answer(tested(0, 10, [2, 1]), tested(1, 10, [1, 1]));
    expect(names()).toEqual(["plain-8 25 %", "residual-8 25 %"]);
    expect(answers()).toEqual([
      ["✗ square", "✓ ring", "1"],
      ["✗ ring", "✓ ring", "1"]
    ]);
    expect(element.querySelectorAll(".ghosts path")).toHaveLength(2);
    await answer(done(0), done(1));
    expect([play.disabled, slider.disabled, train.disabled, stop.disabled]).toEqual([
      false,
      false,
      false,
      true
    ]);
  });
});
