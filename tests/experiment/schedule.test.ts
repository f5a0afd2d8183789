import {describe, expect, test} from "vitest";
import {learningRateAt, type ScheduleSpec} from "../../components/experiment/schedule.js";
import {learningRateOf} from "../../components/worker/trainer.js";
import {tinySpec} from "../worker/tinyDataset.js";

function rates(type: ScheduleSpec["type"], steps: number, warmupSteps = 0): number[] {
  return Array.from({length: steps}, (_, step) =>
    learningRateAt(step, {schedule: {type}, learningRate: 0.8, warmupSteps, steps})
  );
}

describe("learningRateAt(step)", () => {
  test("is the same throughout with constant", () => {
    expect(rates("constant", 3)).toEqual([0.8, 0.8, 0.8]);
  });

  test("falls along half a cosine with cosine", () => {
    const [first, quarter, half, last] = rates("cosine", 4);
    expect(first).toBe(0.8);
    expect(quarter).toBeCloseTo(0.4 * (1 + Math.SQRT1_2), 12);
    expect(half).toBeCloseTo(0.4, 12);
    expect(last).toBeCloseTo(0.4 * (1 - Math.SQRT1_2), 12);
  });

  // He et al. 2015, §4.2: divided by 10 at 32k and 48k of 64k iterations.
  test("is divided by 10 after a half and after three quarters with steps", () => {
    const expected = [0.8, 0.8, 0.8, 0.8, 0.08, 0.08, 0.008, 0.008];
    rates("steps", 8).forEach((rate, i) => expect(rate).toBeCloseTo(expected[i], 12));
  });

  test("rises linearly to the full rate in the warm-up, and the schedule spans what is left", () => {
    const expected = [0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.08, 0.008];
    rates("steps", 8, 4).forEach((rate, i) => expect(rate).toBeCloseTo(expected[i], 12));
    expect(rates("cosine", 6, 4)[4]).toBe(0.8);
  });

  test("is a rate even where the warm-up is as long as the run, or longer", () => {
    expect(rates("cosine", 2, 2)).toEqual([0.4, 0.8]);
    expect(rates("cosine", 2, 4)).toEqual([0.2, 0.4]);
  });

  test("throws on a schedule it does not know", () => {
    expect(() => rates("linear" as "constant", 1)).toThrow('unknown schedule: {"type":"linear"}');
  });
});

test("learningRateOf(spec, step) takes rate, schedule and steps from the spec", () => {
  const spec = tinySpec({
    optimizer: {type: "sgd", learningRate: 0.5, momentum: 0.9, weightDecay: 0},
    schedule: {type: "steps", warmupSteps: 2},
    steps: 6
  });
  const rates = [0, 1, 2, 4, 5].map((step) => learningRateOf(spec, step));
  const expected = [0.25, 0.5, 0.5, 0.05, 0.005];
  rates.forEach((rate, i) => expect(rate).toBeCloseTo(expected[i], 12));
});
