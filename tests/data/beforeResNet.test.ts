import {describe, expect, test} from "vitest";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {pairedDifference} from "../../components/charts/pairedDifference.js";
import {stepsTo} from "../../components/charts/stepsTo.js";
import {reductionShare} from "../../components/exhibits/inceptionModule/reductionShare.js";
import {labRecording} from "../../data/labRecording.js";

// What the chapter "From AlexNet to ResNet" says in words of its recorded runs.

const errorsOf = (curve: LabCurve) => curve.ends.map(({training}) => training);

describe("activations", () => {
  const {curves} = labRecording("activations");
  const of = (name: string) => curves.filter(({spec}) => (spec.network.activation ?? "relu") === name);
  const fastest = (name: string) =>
    Math.min(...of(name).map((curve) => stepsTo(curve, 0.25).mean ?? Infinity));

  test("the sigmoid stays at chance at all rates", () => {
    expect(of("sigmoid")).toHaveLength(4);
    for (const curve of of("sigmoid")) expect(Math.min(...errorsOf(curve))).toBeGreaterThan(0.85);
  });

  test("tanh is ahead of ReLU, each at its best rate, and learns at rates at which ReLU does not", () => {
    expect(fastest("tanh")).toBeLessThan(fastest("relu"));
    const ends = (name: string, rate: number) =>
      errorsOf(of(name).find(({spec}) => spec.optimizer.learningRate === rate)!);
    expect(Math.min(...ends("relu", 0.3))).toBeGreaterThan(0.5);
    expect(Math.max(...ends("tanh", 0.3))).toBeLessThan(0.1);
  });
});

test("local response normalization costs, with AlexNet's constants and with strong ones", () => {
  const {curves} = labRecording("localResponse");
  const of = (name: string) => curves.find(({spec}) => spec.network.localResponse === name)!;
  for (const name of ["alexNet", "strong"])
    expect(pairedDifference(of(name), of("none"), "test").mean).toBeGreaterThan(0);
  expect(pairedDifference(of("strong"), of("none"), "test").low).toBeGreaterThan(0);
});

test("of four heads the dense one is ahead, dropout's test error is below its training error, and maps hardly begin", () => {
  const {curves} = labRecording("heads");
  const ends = (name: string) => curves.find(({spec}) => spec.network.head === name)!.ends;
  const tested = (name: string) => ends(name).map(({test}) => test);
  for (const other of ["average", "maps", "dropout"])
    expect(Math.max(...tested("dense"))).toBeLessThan(Math.min(...tested(other)));
  for (const {training, test} of ends("dropout")) expect(test).toBeLessThan(training);
  expect(Math.min(...tested("maps"))).toBeGreaterThan(Math.max(...tested("average")));
});

test("five seeds do not tell Inception with reductions from Inception without, which costs more than twice as much", () => {
  const {curves} = labRecording("inception");
  const of = (reductions: boolean) => curves.find(({spec}) => spec.network.reductions === reductions)!;
  const {mean, low, high, seeds} = pairedDifference(of(true), of(false), "test");
  expect(seeds).toBe(5);
  expect(mean).toBeGreaterThan(0);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(reductionShare("multiplyAdds")).toBeLessThan(0.5);
});

describe("what is taken out of pixels", () => {
  const {curves} = labRecording("pixels");
  const errors = (norm: boolean, normalization: string) =>
    errorsOf(
      curves.find(
        ({spec: {network, dataset, optimizer}}) =>
          network.norm === norm && dataset.normalization === normalization && optimizer.learningRate === 0.01
      )!
    );

  test("matters without batch normalization", () => {
    expect(Math.min(...errors(false, "none"))).toBeGreaterThan(Math.max(...errors(false, "mean")));
    expect(Math.min(...errors(false, "mean"))).toBeGreaterThan(Math.max(...errors(false, "deviation")));
  });

  test("makes no difference of five points with it", () => {
    const all = ["none", "mean", "deviation"].flatMap((name) => errors(true, name));
    expect(Math.max(...all) - Math.min(...all)).toBeLessThan(0.05);
  });
});
