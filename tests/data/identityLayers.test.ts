import {readFileSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import {createBatches} from "../../components/dataset/batches.js";
import {toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {openBackend} from "../../components/worker/backend.js";
import {openLook} from "../../components/worker/openLook.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import type {ConstructedFile} from "../../data/constructedFile.js";
import {channelStatistics, withIdentityLayers} from "../../data/identityLayers.js";
import {trainedState} from "../../data/trainedState.js";
import {tinyDataset} from "../worker/tinyDataset.js";

const specOf = (name: string) => toRunSpec({network: {name, width: 4}, steps: 3, batch: 8});
const [shallow, deep] = ["cifar-plain-8", "cifar-plain-20"].map(specOf);
const dataset = tinyDataset();
const {images, labels} = createBatches(dataset, {batch: 8, seed: 1}).at(0);
const ends = ["layer1.0", "layer2.0", "layer3.0"];

let plans: PlanRunner;
beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

describe.each(["batch", "running"] as const)(
  "withIdentityLayers(deep, state, stages), by %s statistics",
  (statistics) => {
    test("makes a deep plain network that computes what the shallow one does, though it has twelve layers more", async () => {
      const state = await trainedState(shallow, {plans, dataset});
      const looked = async (spec: typeof deep, state: Record<string, Float32Array>, read: string[]) => {
        const look = await openLook(toNetwork(spec), {batch: 8, statistics, read}, {plans});
        look.load(state);
        const found = await look.look(images);
        look.dispose();
        return found;
      };
      const found = await looked(shallow, state, ends);
      const stages = new Map(
        ends.map((end, i) => [`layer${i + 1}`, channelStatistics(found.read.get(end)!, 4 * 2 ** i)])
      );
      const made = withIdentityLayers(toNetwork(deep), state, stages);
      const {output} = await looked(deep, made, []);
      expect(output.length).toBe(labels.length * 10);
      for (const [i, value] of output.entries()) expect(Math.abs(value - found.output[i])).toBeLessThan(2e-3);
      expect(Math.max(...output) - Math.min(...output)).toBeGreaterThan(0.02); // they say something
    });
  }
);

test("channelStatistics(values, channels) are the mean and the variance of each channel", () => {
  const {mean, variance} = channelStatistics(Float32Array.of(1, 10, 3, 10, 5, 40), 2);
  expect([...mean]).toEqual([3, 20]);
  expect(variance[0]).toBeCloseTo(8 / 3, 5);
  expect(variance[1]).toBeCloseTo(200, 4);
});

test("a stage without statistics is named", () => {
  expect(() => withIdentityLayers(toNetwork(deep), {}, new Map())).toThrow("no statistics for conv1.weight");
});

// What the chapter on the residual block says of it.
describe("of the recorded networks", () => {
  const {before, deep, shallow} = JSON.parse(
    readFileSync("data/runs/labs/constructed.json", "utf8")
  ) as ConstructedFile;

  test("the deep one gets as many images wrong as the shallow one of which it was made, with each of five seeds", () => {
    expect(before).toHaveLength(5);
    expect(shallow).toHaveLength(5);
    for (const errors of before) expect(errors.deep).toBe(errors.shallow);
  });

  test("it goes on from there, and learns at 0.05 and at 0.005", () => {
    const late = (points: (typeof deep)[number]["points"]) =>
      points.slice(-20).reduce((sum, {trainingError}) => sum + trainingError / 20, 0);
    for (const {spec, points, diverged} of deep) {
      expect(diverged).toBe(false);
      expect([points[0].step, points.at(-1)!.step]).toEqual([101, 300]);
      const start = shallow.find((run) => run.spec.seed === spec.seed)!;
      if (spec.optimizer.learningRate > 0.001) expect(late(points)).toBeLessThan(late(start.points) - 0.1);
    }
  });
});
