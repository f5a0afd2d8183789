import {describe, expect, test} from "vitest";
import {labCurve, type LabRun} from "../../components/charts/labCurves.js";
import type {Measured} from "../../components/experiment/measured.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";

const net = "cifar-resnet-8, λ 0.5";

const measured = (gradients: number[], other = 1): Measured => ({
  gradients,
  residuals: [other],
  shortcuts: [2 * other],
  responses: [3 * other, 4]
});

function points(steps: number, of: (step: number) => Partial<StepMetrics> = () => ({})): StepMetrics[] {
  return Array.from({length: steps}, (_, i) => ({
    step: i + 1,
    lossNats: 2,
    trainingError: 0.5,
    ...of(i + 1)
  }));
}

const run = (points: StepMetrics[], {seed = 1, diverged = false} = {}): LabRun => ({
  spec: toRunSpec({network: {name: "cifar-resnet-8"}, seed}),
  points,
  diverged
});

const curve = (...runs: LabRun[]) => labCurve(runs, {net, run: "a run"});

describe("labCurve(runs)", () => {
  test("of one run has its errors and what was measured as they are", () => {
    const one = run(
      points(3, (step) => (step === 2 ? {testError: 0.25, measured: measured([1e-3, 2])} : {}))
    );
    expect(curve(one)).toEqual({
      net,
      spec: one.spec,
      seeds: 1,
      errors: [
        ...[1, 2, 3].map((step) => ({run: "a run", net, split: "training", step, error: 0.5})),
        {run: "a run", net, split: "test", step: 2, error: 0.25}
      ],
      measured: [
        {
          step: 2,
          gradients: [expect.closeTo(1e-3, 12), expect.closeTo(2, 12)],
          residuals: [1],
          shortcuts: [2],
          responses: [3, 4]
        }
      ],
      diverged: 0,
      ends: [{seed: 1, training: 0.5, test: 0.25}]
    });
  });

  test("of one long run draws at most 200 points of training error, the last included", () => {
    const {errors} = curve(run(points(1000)));
    expect(errors).toHaveLength(200);
    expect(errors.at(-1)).toMatchObject({split: "training", step: 1000});
  });

  test("of several runs has mean, lowest and highest error", () => {
    const {errors, seeds} = curve(
      ...[0.2, 0.3, 0.7].map((testError, i) =>
        run(
          points(1, () => ({testError})),
          {seed: i + 1}
        )
      )
    );
    expect(seeds).toBe(3);
    expect(errors.find(({split}) => split === "test")).toEqual({
      ...{run: "a run", net, split: "test", step: 1},
      ...{error: expect.closeTo(0.4, 12), low: 0.2, high: 0.7}
    });
  });

  test("of several runs has geometric means of gradients, and means of all else", () => {
    const [found] = curve(
      run(points(1, () => ({measured: measured([1e-8, 4], 1)}))),
      run(points(1, () => ({measured: measured([1e-2, 9], 5)})))
    ).measured;
    expect(found).toEqual({
      step: 1,
      gradients: [expect.closeTo(1e-5, 12), expect.closeTo(6, 12)],
      residuals: [3],
      shortcuts: [6],
      responses: [9, 4]
    });
  });

  test("has NaN where a run has no number, and 0 where the gradient of every run is 0", () => {
    const [{gradients, responses}] = curve(
      run(points(1, () => ({measured: measured([NaN, 0, 0], NaN)}))),
      run(points(1, () => ({measured: measured([1, 1, 0])})))
    ).measured;
    expect(gradients).toEqual([NaN, 1, 0]);
    expect(responses).toEqual([NaN, 4]);
  });

  test("of runs some of which diverged has the errors of the others, and says how many", () => {
    const measuring = (step: number) => ({measured: measured([step])});
    const found = curve(
      run(points(5, measuring)),
      run(points(2, measuring), {diverged: true}),
      run(points(4, measuring), {diverged: true})
    );
    expect(found.diverged).toBe(2);
    expect(found.errors.map(({step}) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(found.measured.map(({step}) => step)).toEqual([1, 2]);
    const none = curve(run([], {diverged: true}), run(points(5), {diverged: true}));
    expect(none).toMatchObject({errors: [], measured: [], diverged: 2});
  });

  test("has the errors of every run that was deepened, whichever of them diverged before", () => {
    const deepened = {shallowError: 0.25, deepError: 0.25};
    const grown = run(points(4, (step) => (step === 3 ? {deepened} : {})));
    expect(curve(grown, grown).deepened).toEqual({step: 3, runs: [deepened, deepened]});
    expect(curve(run(points(2), {diverged: true}), grown).deepened).toEqual({step: 3, runs: [deepened]});
    expect(curve(run(points(2)))).not.toHaveProperty("deepened");
  });
});
