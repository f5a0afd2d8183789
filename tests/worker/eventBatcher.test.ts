import {describe, expect, test} from "vitest";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {createRandom} from "../../components/random/random.js";
import {createEventBatcher} from "../../components/worker/eventBatcher.js";

const pace = {stepsPerSecond: 1, imagesPerSecond: 1, secondsLeft: 1};

function points(runId: string, ...steps: number[]): TrainerEvent {
  const all = steps.map((step) => ({step, lossNats: 1, trainingError: 0.5}));
  return {type: "points", runId, points: all, pace: {...pace, secondsLeft: steps[steps.length - 1]}};
}

/** A clock that is moved by hand. Timers go off late by **late** ms, as in a busy thread. */
function fakeClock({late = 0} = {}) {
  let nowMs = 0;
  let timers: {atMs: number; callback: () => void}[] = [];
  return {
    now: () => nowMs,
    setTimer: (callback: () => void, delayMs: number) =>
      timers.push({atMs: nowMs + delayMs + late, callback}),
    advance(ms: number) {
      const end = nowMs + ms;
      for (;;) {
        const [next] = timers.filter(({atMs}) => atMs <= end).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.callback();
      }
      nowMs = end;
    }
  };
}

function recorded(options?: {late: number}) {
  const clock = fakeClock(options);
  const messages: {atMs: number; events: TrainerEvent[]}[] = [];
  const outbox = createEventBatcher((events) => messages.push({atMs: clock.now(), events}), clock);
  return {clock, messages, outbox};
}

/** `a1,2` for the points 1 and 2 of run a, else the type. */
function short(event: TrainerEvent): string {
  return event.type === "points"
    ? `${event.runId}${event.points.map(({step}) => step).join()}`
    : event.type + ("runId" in event ? ` ${event.runId}` : "");
}

describe("createEventBatcher(post)", () => {
  test("posts the first event at once, and the next ones together 100 ms later", () => {
    const {clock, messages, outbox} = recorded();
    outbox.add(points("a", 1));
    clock.advance(30);
    outbox.add(points("b", 1));
    clock.advance(30);
    outbox.add({type: "done", runId: "b", step: 1});
    expect(messages).toHaveLength(1);
    clock.advance(40);
    expect(messages.map(({atMs}) => atMs)).toEqual([0, 100]);
    expect(messages[1].events.map(short)).toEqual(["b1", "done b"]);
  });

  test("posts points alone together 250 ms later, unless another event comes before", () => {
    const {clock, messages, outbox} = recorded();
    outbox.add(points("a", 1));
    clock.advance(30);
    outbox.add(points("a", 2));
    clock.advance(219);
    expect(messages).toHaveLength(1);
    clock.advance(1);
    outbox.add(points("a", 3));
    clock.advance(40);
    outbox.add({type: "paused", runId: "a", step: 3});
    clock.advance(1000);
    expect(messages.map(({atMs}) => atMs)).toEqual([0, 250, 350]);
    expect(messages[2].events.map(short)).toEqual(["a3", "paused a"]);
  });

  test("joins the points of a run that wait, with the latest pace", () => {
    const {clock, messages, outbox} = recorded();
    outbox.add({type: "preparing", what: "x", done: 0, total: 1});
    for (const event of [points("a", 1), points("b", 1), points("a", 2), points("b", 2), points("a", 3)])
      outbox.add(event);
    clock.advance(250);
    expect(messages[1].events.map(short)).toEqual(["a1,2,3", "b1,2"]);
    expect(messages[1].events[0]).toMatchObject({pace: {secondsLeft: 3}});
  });

  test("joins no points over another event of their run", () => {
    const {clock, messages, outbox} = recorded();
    outbox.add({type: "preparing", what: "x", done: 0, total: 1});
    outbox.add(points("a", 1));
    outbox.add({type: "restarted", runId: "a", step: 0, reason: "lost"});
    outbox.add(points("a", 1));
    outbox.add(points("b", 1));
    outbox.add(points("a", 2));
    clock.advance(250);
    expect(messages[1].events.map(short)).toEqual(["a1", "restarted a", "a1,2", "b1"]);
  });

  test("does not change events that were handed to it", () => {
    const {outbox} = recorded();
    outbox.add(points("b", 1));
    const first = points("a", 1);
    outbox.add(first);
    outbox.add(points("a", 2));
    expect(first).toEqual(points("a", 1));
  });

  for (const late of [0, 7, 60]) {
    test(`posts points at most every 250 ms, each point once and in order, with timers late by ${late} ms`, () => {
      const {clock, messages, outbox} = recorded({late});
      const random = createRandom(late);
      for (let step = 1; step <= 2000; step++) {
        outbox.add(points("a", step));
        if (step % 3 === 0) outbox.add(points("b", step));
        clock.advance(random.uniform() * 12);
      }
      clock.advance(1000);
      const gaps = messages.slice(1).map(({atMs}, i) => atMs - messages[i].atMs);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
      expect(messages.length).toBeGreaterThan(40);
      const steps = (runId: string) =>
        messages.flatMap(({events}) =>
          events.flatMap((event) => (event.type === "points" && event.runId === runId ? event.points : []))
        );
      expect(steps("a").map(({step}) => step)).toEqual(Array.from({length: 2000}, (_, i) => i + 1));
      expect(steps("b").map(({step}) => step)).toEqual(Array.from({length: 666}, (_, i) => 3 * i + 3));
      for (const {events} of messages) expect(events.length).toBeLessThanOrEqual(2);
    });
  }

  test("flush() posts what is left at once, and nothing if nothing is", () => {
    const {messages, outbox, clock} = recorded();
    outbox.add(points("a", 1));
    outbox.add(points("a", 2));
    outbox.flush();
    outbox.flush();
    expect(messages.map(({events}) => events.map(short))).toEqual([["a1"], ["a2"]]);
    clock.advance(500);
    expect(messages).toHaveLength(2);
  });
});
