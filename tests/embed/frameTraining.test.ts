// @vitest-environment jsdom
import {expect, test} from "vitest";
import {initialState, nextState} from "../../components/client/runState.js";
import type {FrameMessage} from "../../components/embed/frameMessages.js";
import {frameTraining} from "../../components/embed/frameTraining.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";

const spec = toRunSpec({network: {name: "cifar-resnet-8", width: 1}, steps: 3});
const begun = initialState([{runId: "1.0", spec}]);
const point = (step: number) => ({step, lossNats: 2, trainingError: 0.5});
const after = (...steps: number[]) =>
  nextState(begun, {
    type: "points",
    runId: "1.0",
    points: steps.map(point),
    pace: {imagesPerSecond: 9}
  } as never);

/** A figure with buttons, and a training that it announces. */
function figureOf() {
  const figure = document.createElement("div");
  figure.innerHTML = `<button data-action="start">Retrain</button><button data-action="step">Step</button>`;
  const done: string[] = [];
  figure.addEventListener("click", ({target}) => done.push((target as HTMLElement).dataset.action!));
  const messages: FrameMessage[] = [];
  const training = frameTraining(figure, (message) => messages.push(message));
  const announce = (state: typeof begun, underWay = true) => {
    const act = (name: string) => () => done.push(name);
    const detail = {state, underWay, togglePause: act("toggle"), step: act("take step"), stop: act("end")};
    figure.firstElementChild!.dispatchEvent(new CustomEvent("training", {detail, bubbles: true}));
  };
  return {training, done, messages, announce};
}

test("start() presses the figure's button, and goes on with what is paused", () => {
  const {training, done, announce} = figureOf();
  training.start();
  training.step();
  announce(after(1));
  training.start(); // it runs
  announce(nextState(after(1), {type: "paused", runId: "1.0"} as never));
  training.start();
  expect(done).toEqual(["start", "step", "toggle"]);
});

test("pause() and stop() do what there is to do", () => {
  const {training, done, announce} = figureOf();
  training.pause();
  training.stop();
  announce(after(1));
  training.pause();
  training.step();
  training.stop();
  announce(after(1, 2, 3), false);
  training.stop();
  expect(done).toEqual(["toggle", "take step", "end"]);
});

test("follow(slide) pauses what runs when its slide goes, and goes on when it comes", () => {
  const {training, done, announce} = figureOf();
  training.follow(true);
  training.follow(false);
  training.follow(true);
  expect(done).toEqual([]);
  announce(after(1));
  training.follow(false);
  announce(nextState(after(1), {type: "paused", runId: "1.0"} as never));
  training.follow(true);
  expect(done).toEqual(["toggle", "toggle"]);
});

test("each step is told once, and the end", () => {
  const {messages, announce} = figureOf();
  announce(begun);
  announce(after(1));
  announce(after(1, 2, 3));
  announce(nextState(after(1, 2, 3), {type: "done", runId: "1.0"} as never), false);
  const told = messages
    .filter(({type}) => type === "step")
    .flatMap((message) => ("points" in message ? message.points : []));
  expect(told.map(({step, loss}) => [step, loss])).toEqual([
    [1, 2],
    [2, 2],
    [3, 2]
  ]);
  expect(messages.at(-1)).toMatchObject({
    type: "done",
    nets: [{net: "cifar-resnet-8", status: "done", step: 3}]
  });
});
