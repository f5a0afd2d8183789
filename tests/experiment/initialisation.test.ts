import {beforeAll, expect, test} from "vitest";
import {type RunSpec, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {createModel} from "../../components/model/model.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wholeSums} from "../../components/plan/program.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";

const plans: PlanRunner = {
  parts: wholeSums,
  createMachine: (plan) => createWasmMachine(plan, {build: "exact"}),
  inFlight: 1
};

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

async function begun(spec: RunSpec, path: "plan" | "reference") {
  const {model, ...opened} = await createTrainableModel(spec, {plans, executor: path});
  expect(opened.executor).toBe(path);
  const state = await model.state();
  model.dispose();
  return state;
}

const network = {name: "cifar-plain-8", width: 2};

for (const initialisation of ["he", "small"] as const) {
  test(`createTrainableModel(initialisation: ${initialisation}) begins with the same values on both paths`, async () => {
    const spec = toRunSpec({network, batch: 2, seed: 3, initialisation});
    const {expression, input} = toNetwork(spec);
    const model = createModel(expression, input, {seed: 3, initialisation});
    const expected = await model.state();
    model.dispose();
    expect(await begun(spec, "plan")).toEqual(expected);
    expect(await begun(spec, "reference")).toEqual(expected);
    const weights = expected["conv1.weight"];
    const deviation = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
    const wanted = initialisation === "small" ? 0.01 : Math.sqrt(2 / 27); // 3×3 windows of 3 channels
    expect(Math.abs(deviation / wanted - 1)).toBeLessThan(5 / Math.sqrt(2 * weights.length));
  });
}

test("createTrainableModel(a spec of before there was a choice) begins with He's values", async () => {
  const {initialisation, ...old} = toRunSpec({network, batch: 2});
  expect(initialisation).toBe("he");
  expect(await begun(old as RunSpec, "reference")).toEqual(
    await begun(toRunSpec({network, batch: 2}), "plan")
  );
});

test("createTrainableModel(headInit: zero) begins with a loss of ln 10, on both executors", async () => {
  const spec = toRunSpec({network, batch: 2, headInit: "zero"});
  const images = Float32Array.from({length: 2 * 16 * 16 * 3}, (_, i) => (i % 7) - 3);
  for (const executor of ["plan", "reference"] as const) {
    const {model} = await createTrainableModel(spec, {plans, executor});
    const optimizer = {learningRate: 0.1, momentum: 0.9, weightDecay: 0};
    const {lossNats} = await model.step(images, Int32Array.of(1, 2), optimizer as never);
    model.dispose();
    expect(lossNats).toBeCloseTo(Math.log(10), 5);
  }
});
