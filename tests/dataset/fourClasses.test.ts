import {beforeAll, describe, expect, test, vi} from "vitest";
import type * as descriptors from "../../components/dataset/descriptors.js";
import {datasetOf} from "../../components/dataset/descriptors.js";
import {type Dataset, type LabelledImages, toDataset} from "../../components/dataset/images.js";
import {sampleImages} from "../../components/dataset/sample.js";
import {chanceError} from "../../components/experiment/chanceError.js";
import {toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {settingOf} from "../../components/experiment/settings.js";
import {outputShape} from "../../components/network/shapes.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {createTrainer} from "../../components/worker/trainer.js";

const classes = ["north", "east", "south", "west"];

/** *count* images of a grey that tells the class. */
function greys(count: number): LabelledImages {
  const labels = Uint8Array.from({length: count}, (_, i) => i % 4);
  const values = 16 * 16 * 3;
  const pixels = Uint8Array.from({length: count * values}, (_, i) => 60 * labels[Math.floor(i / values)]);
  return {size: 16, count, classes, pixels, labels};
}

// One data set more, as another descriptor would add it.
vi.mock("../../components/dataset/descriptors.js", async (original) => {
  const {datasets} = await original<typeof descriptors>();
  const load = () => Promise.resolve(toDataset("four", greys(40), greys(12)));
  const all = {...datasets, four: {label: "Four greys", numClasses: 4, load}};
  return {datasets: all, datasetOf: (name: keyof typeof all) => all[name]};
});

const spec = toRunSpec({
  network: {name: "cifar-resnet-8", width: 1},
  dataset: {name: "four"},
  ...{steps: 2, batch: 4, evaluationInterval: 1, evaluationImages: 12, labelSmoothing: 0.1}
});

let dataset: Dataset;
let plans: PlanRunner;

beforeAll(async () => {
  dataset = await datasetOf(spec.dataset.name).load({size: 16});
  plans = (await openBackend({only: "wasm"})).plans!;
});

describe("a data set of four classes", () => {
  test("is offered under its label, and a network for it has four outputs", () => {
    expect(settingOf("dataset")!.field.control).toMatchObject({options: {four: "Four greys"}});
    const {expression, input} = toNetwork(spec);
    expect(outputShape(expression, input)).toEqual([1, 1, 4]);
    expect(chanceError(spec)).toBe(0.75);
  });

  test("is trained on and tested alike by plan and by reference", async () => {
    const curves = [];
    for (const executor of ["plan", "reference"] as const) {
      const {model, executor: by} = await createTrainableModel(spec, {plans, executor});
      expect(by).toBe(executor);
      const trainer = createTrainer(spec, dataset, model);
      curves.push([await trainer.step(), await trainer.step()]);
      trainer.dispose();
    }
    const [byPlan, byReference] = curves;
    for (const [i, point] of byPlan.entries()) {
      expect(point.lossNats).toBeCloseTo(byReference[i].lossNats, 4);
      expect(point.testError).toBeCloseTo(byReference[i].testError!, 6);
      expect([0, 1, 2, 3, 4].map((wrong) => wrong / 4)).toContain(point.trainingError);
    }
  });

  test("is sampled and named by its own classes", () => {
    const sample = sampleImages(dataset.train, 2);
    expect([sample.classes, sample.count]).toEqual([classes, 8]);
  });
});
