import {expect, test} from "vitest";
import {createPace} from "../../components/worker/pace.js";

test("pace() is unknown before the second step: nothing a second, for ever", () => {
  const meter = createPace();
  const unknown = {stepsPerSecond: 0, imagesPerSecond: 0, secondsLeft: Infinity};
  expect(meter.pace({steps: 10, batch: 64})).toEqual(unknown);
  meter.tick(5);
  expect(meter.pace({steps: 10, batch: 64})).toEqual(unknown);
});

test("pace() counts steps over the time between the first and the last", () => {
  const meter = createPace();
  for (const timeMs of [1000, 1250, 1500, 2000]) meter.tick(timeMs);
  expect(meter.pace({steps: 30, batch: 64})).toEqual({
    stepsPerSecond: 3,
    imagesPerSecond: 192,
    secondsLeft: 10
  });
});

test("pace() looks at the last steps only", () => {
  const meter = createPace(2);
  for (const timeMs of [0, 10_000, 20_000, 20_500, 21_000]) meter.tick(timeMs);
  expect(meter.pace({steps: 1, batch: 1}).stepsPerSecond).toBe(2);
});

test("reset() forgets a pause", () => {
  const meter = createPace();
  meter.tick(0);
  meter.tick(100);
  meter.reset();
  meter.tick(60_000);
  expect(meter.pace({steps: 1, batch: 1}).secondsLeft).toBe(Infinity);
  meter.tick(60_100);
  expect(meter.pace({steps: 1, batch: 1}).stepsPerSecond).toBe(10);
});
