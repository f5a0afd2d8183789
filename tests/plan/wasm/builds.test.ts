import {describe, expect, test, vi} from "vitest";
import type {WasmBuild} from "../../../components/experiment/wasmBuild.js";
import {namedNetwork} from "../../../components/network/named.js";
import {bestBuild} from "../../../components/plan/machines/wasm/bestBuild.js";
import {wasmBase64} from "../../../components/plan/machines/wasm/binary.js";
import {openWasm} from "../../../components/plan/machines/wasm/module.js";
import {numbers, relativeError} from "../../model/numbers.js";
import {networkKinds} from "../networkKinds.js";
import {randomBatch} from "../randomBatch.js";
import {createWasmModel} from "../wasmModel.js";
import {withRelaxedSimd} from "./relaxedSimd.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};

describe("bestBuild(engine)", () => {
  const valid = (build: WasmBuild) => WebAssembly.validate(Buffer.from(wasmBase64[build], "base64"));

  test("is relaxed where the engine finds a few bytes valid, else exact", () => {
    const validate = vi.fn((bytes: BufferSource) => bytes.byteLength < 64);
    expect(bestBuild({validate})).toBe("relaxed");
    expect(validate).toHaveBeenCalledOnce();
    expect(bestBuild({validate: () => false})).toBe("exact");
  });

  test("is one that this engine can run, and exact only where it cannot run the relaxed one", () => {
    expect(valid("exact")).toBe(true);
    expect(bestBuild()).toBe(valid("relaxed") ? "relaxed" : "exact");
  });

  describe("with relaxed SIMD", () => {
    withRelaxedSimd();

    test("is relaxed", () => {
      expect(bestBuild()).toBe("relaxed");
      expect(valid("relaxed")).toBe(true);
    });
  });
});

describe("the relaxed build", () => {
  withRelaxedSimd();

  test("adds a product in one rounding, or in two as the exact one does", async () => {
    const [a, sum] = [1 + 2 ** -12, -(1 + 2 ** -11)]; // a² is 1 + 2⁻¹¹ + 2⁻²⁴, whose last bit float32 has no room for
    const added = async (build: WasmBuild) => {
      const {exports, memory, start} = await openWasm(64, build);
      const [dy, dx] = [0, 4].map((at) => new Float32Array(memory.buffer, start + 4 * at, 4));
      dy.fill(1);
      dx.fill(a);
      exports.accumulate(start, 0, start + 16, 4, a, sum);
      return [...dx];
    };
    expect(await added("exact")).toEqual([0, 0, 0, 0]);
    const relaxed = await added("relaxed");
    expect(new Set(relaxed).size).toBe(1);
    expect([0, 2 ** -24]).toContain(relaxed[0]);
  });

  for (const [name, options] of networkKinds) {
    test(`is within 1e-4 of the exact one after a step: ${name} ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork(name, {size: 8, ...options});
      const {images, labels} = randomBatch(4, input, {seed: 1});
      const trained = async (build: WasmBuild) => {
        const model = await createWasmModel(expression, input, {build, seed: 3});
        const {lossNats} = await model.step(images, labels, sgd);
        return {lossNats, state: await model.state()};
      };
      const [exact, relaxed] = [await trained("exact"), await trained("relaxed")];
      expect(Math.abs(relaxed.lossNats - exact.lossNats)).toBeLessThan(1e-4 * exact.lossNats);
      for (const [name, values] of Object.entries(exact.state))
        if (Math.hypot(...values) > 1e-6)
          expect(relativeError(relaxed.state[name], values), name).toBeLessThan(1e-4);
    });
  }
});

describe.each<WasmBuild>(["exact", "relaxed"])("the %s build", (build) => {
  withRelaxedSimd();

  test("gives a step the same bits again", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, shortcut: "B"});
    const models = [0, 1].map(() => createWasmModel(expression, input, {build}));
    const [one, other] = await Promise.all(models);
    for (let seed = 1; seed <= 5; seed++) {
      const {images, labels} = randomBatch(4, input, {seed});
      expect(await one.step(images, labels, sgd)).toEqual(await other.step(images, labels, sgd));
    }
    expect(await one.state()).toEqual(await other.state());
  });

  test("gives a number the same bits wherever it stands, in a vector or behind the last one", async () => {
    const size = 23;
    const {exports, memory, start} = await openWasm(2 * 4 * size, build);
    const dx = new Float32Array(memory.buffer, start + 4 * size, size);
    const cutAt = (...cuts: number[]) => {
      new Float32Array(memory.buffer, start, 2 * size).set(numbers(2 * size, 1));
      const ends = [...cuts, size];
      ends.forEach((end, i) => {
        const from = start + 4 * (ends[i - 1] ?? 0);
        exports.accumulate(from, 0, from + 4 * size, end - (ends[i - 1] ?? 0), 0.7, 1.3);
      });
      return [...dx];
    };
    const whole = cutAt();
    for (const cuts of [[1], [2, 9], [3, 6, 9, 12]]) expect(cutAt(...cuts)).toEqual(whole);
  });
});
