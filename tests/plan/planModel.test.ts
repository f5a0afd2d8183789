import {readdirSync, readFileSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import {createModel} from "../../components/model/model.js";
import {namedNetwork} from "../../components/network/named.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import type {Plan} from "../../components/plan/plan.js";
import {wholeSums} from "../../components/plan/program.js";
import {openBackend} from "../../components/worker/backend.js";
import {toFixture} from "../../scripts/parity/fixture.js";
import {compare, tolerance} from "../../scripts/parity/parity.js";
import {planSubjects} from "../../scripts/parity/planSubject.js";
import {relativeError} from "../model/numbers.js";
import {networkKinds} from "./networkKinds.js";
import {randomBatch} from "./randomBatch.js";
import {createWasmModel} from "./wasmModel.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const exactMachine = (plan: Plan) => createWasmMachine(plan, {build: "exact"});
const fixtures = new URL("../fixtures/parity/", import.meta.url);

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

function tiny(options: object = {}, rest: object = {}) {
  const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, ...options});
  return createWasmModel(expression, input, rest);
}

describe("compare(fixture, planSubjects(…)), in WebAssembly", () => {
  for (const file of readdirSync(fixtures)) {
    test(`${file} is within ${tolerance} of PyTorch in every tensor`, async () => {
      const fixture = toFixture(JSON.parse(readFileSync(new URL(file, fixtures), "utf8")), file);
      const comparisons = await compare(fixture, planSubjects(wholeSums, exactMachine));
      expect(comparisons).toHaveLength(file.startsWith("resnext") ? 3 : 1);
      for (const {differences, passed} of comparisons) {
        expect(differences.filter(({relative}) => !(relative <= tolerance))).toEqual([]);
        expect(passed).toBe(true);
      }
    });
  }
});

describe("PlanModel", () => {
  for (const [name, options] of networkKinds) {
    test(`step() is the reference executor's: ${name} ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork(name, {size: 8, ...options});
      const plan = await createWasmModel(expression, input, {seed: 3});
      const reference = createModel(expression, input, {seed: 3});
      expect(await plan.state()).toEqual(await reference.state());
      for (const seed of [1, 2]) {
        const {images, labels} = randomBatch(4, input, {seed});
        const [ours, theirs] = [
          await plan.step(images, labels, sgd),
          await reference.step(images, labels, sgd)
        ];
        expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 4);
        expect(ours.errors).toBe(theirs.errors);
      }
      const [ours, theirs] = [await plan.state(), await reference.state()];
      expect(Object.keys(ours).toSorted()).toEqual(Object.keys(theirs).toSorted());
      for (const name of Object.keys(theirs)) {
        const size = Math.hypot(...theirs[name]);
        const error = relativeError(ours[name], theirs[name]);
        if (size > 1e-6) expect(error, name).toBeLessThan(1e-3); // two steps, and a relu may flip
      }
      plan.dispose();
      reference.dispose();
    });
  }

  test("step() gives the same bits again", async () => {
    const [one, other] = [await tiny(), await tiny()];
    for (let seed = 1; seed <= 20; seed++) {
      const {images, labels} = randomBatch(4, one.plan.input, {seed});
      expect(await one.step(images, labels, sgd)).toEqual(await other.step(images, labels, sgd));
    }
    expect(await one.state()).toEqual(await other.state());
  });

  test("step() takes another learning rate when it is given one", async () => {
    const [one, other] = [await tiny(), await tiny()];
    const {images, labels} = randomBatch(4, one.plan.input);
    await one.step(images, labels, sgd);
    await other.step(images, labels, sgd);
    const before = await one.state();
    await one.step(images, labels, {learningRate: 0, momentum: 0, weightDecay: 0});
    await other.step(images, labels, sgd);
    const name = "layer2.0.conv1.weight";
    expect((await one.state())[name]).toEqual(before[name]);
    expect((await other.state())[name]).not.toEqual(before[name]);
  });

  test("evaluate() takes any number of images, and agrees with the reference executor", async () => {
    const model = await tiny({shortcut: "B"}, {batch: 4});
    const {input} = model.plan;
    const {expression} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, shortcut: "B"});
    for (let seed = 1; seed <= 3; seed++) {
      const {images, labels} = randomBatch(4, input, {seed});
      await model.step(images, labels, sgd);
    }
    const reference = createModel(expression, input);
    const before = await model.state();
    reference.load(before);
    for (const count of [1, 3, 4, 10, 12]) {
      const {images, labels} = randomBatch(count, input, {seed: 20 + count});
      const [ours, theirs] = [await model.evaluate(images, labels), await reference.evaluate(images, labels)];
      expect(ours.lossNats, `${count} images`).toBeCloseTo(theirs.lossNats, 5);
      expect(ours.errors, `${count} images`).toBe(theirs.errors);
    }
    expect(await model.state()).toEqual(before);
    reference.dispose();
  });

  test("state() and load() carry a run over exactly: the next step is the same", async () => {
    const [one, other] = [await tiny(), await tiny({}, {seed: 8})];
    const {images, labels} = randomBatch(4, one.plan.input);
    await one.step(images, labels, sgd);
    const state = await one.state();
    const copy = structuredClone(state);
    expect(Object.keys(state)).toContain("velocity:conv1.weight");
    const next = await one.step(images, labels, sgd);
    expect(state).toEqual(copy); // a copy, not a view
    other.load(state);
    expect(await other.state()).toEqual(state);
    expect(await other.step(images, labels, sgd)).toEqual(next);
    expect(await other.state()).toEqual(await one.state());
  });

  test("load() refuses unknown names and wrong sizes, and keeps what a state does not hold", async () => {
    const model = await tiny();
    const before = await model.state();
    expect(() => model.load({"layer9.weight": new Float32Array(1)})).toThrow(
      "unknown parameter: layer9.weight; this network has no such parameter"
    );
    expect(() => model.load({"conv1.weight": new Float32Array(3)})).toThrow(
      "invalid conv1.weight: 3 values; it has 108"
    );
    expect(() => model.load({"velocity:fc.bias": new Float32Array(11)})).toThrow(
      "invalid velocity:fc.bias: 11 values; it has 10"
    );
    expect(await model.state()).toEqual(before);
    const bias = new Float32Array(10).fill(2);
    model.load({"fc.bias": bias});
    expect(await model.state()).toEqual({...before, "fc.bias": bias});
  });

  test("load() refuses a velocity of what is not trained", async () => {
    const model = await tiny();
    expect(() => model.load({"velocity:bn1.running_mean": new Float32Array(4)})).toThrow(
      "unknown parameter: velocity:bn1.running_mean"
    );
  });

  test("takes no more memory in 2,000 steps", async () => {
    const memories: WebAssembly.Memory[] = [];
    const {Memory} = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        super(descriptor);
        memories.push(this);
      }
    };
    const model = await tiny({size: 4, width: 2}, {batch: 2}).finally(() => (WebAssembly.Memory = Memory));
    const bytes = () => [model.machine.bytes, ...memories.map(({buffer}) => buffer.byteLength)];
    const first = bytes();
    expect(first).toHaveLength(2);
    const {images, labels} = randomBatch(2, model.plan.input);
    for (let i = 0; i < 2000; i++) await model.step(images, labels, sgd);
    await model.evaluate(images, labels);
    await model.measure();
    expect(bytes()).toEqual(first);
  });
});
