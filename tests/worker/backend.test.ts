import * as tf from "@tensorflow/tfjs";
import {describe, expect, test} from "vitest";
import type {BackendName} from "../../components/experiment/backend.js";
import {bestBuild} from "../../components/plan/machines/wasm/bestBuild.js";
import {openBackend} from "../../components/worker/backend.js";
import {DeviceLostError} from "../../components/worker/deviceLoss.js";

// Node has neither WebGPU nor WebGL: what is tried there fails as it does in a browser without them.

describe("openBackend()", () => {
  test("opens wasm where there is no WebGPU, and says why", async () => {
    const {backend, device, failures} = await openBackend();
    expect(backend).toBe("wasm");
    expect(tf.getBackend()).toBe("wasm");
    expect(device).toMatch(/^processor, WebAssembly/);
    expect(failures).toEqual([{backend: "webgpu", reason: "this browser has no WebGPU"}]);
  });

  test("tells the build of the kernels that plans run by, and none where there are no plans", async () => {
    expect((await openBackend({only: "wasm"})).wasmBuild).toBe(bestBuild());
    expect(await openBackend({only: "cpu"})).not.toHaveProperty("wasmBuild");
  });

  test("opens the only one that is asked for", async () => {
    const {backend, device, failures} = await openBackend({only: "cpu"});
    expect({backend, device, failures}).toEqual({
      backend: "cpu",
      device: "processor, JavaScript",
      failures: []
    });
    expect(tf.getBackend()).toBe("cpu");
  });

  test("tries the wished one first, and then the others in their order", async () => {
    expect(await openBackend({first: "cpu"})).toMatchObject({backend: "cpu", failures: []});
    const {backend, failures} = await openBackend({first: "webgl"});
    expect(backend).toBe("wasm");
    expect(failures.map(({backend}) => backend)).toEqual(["webgl", "webgpu"]);
  });

  test("does not try what was given up, and opens the next", async () => {
    const without = new Map<BackendName, string>([["wasm", "it was lost"]]);
    const {backend, failures} = await openBackend({without});
    expect(backend).toBe("cpu");
    expect(failures.map(({backend}) => backend)).toEqual(["webgpu", "wasm", "webgl", "webgpu-software"]);
    expect(failures).toContainEqual({backend: "wasm", reason: "it was lost"});
  });

  test("rejects with every reason if none works", async () => {
    await expect(openBackend({only: "webgpu"})).rejects.toThrow(
      "no backend works: webgpu (this browser has no WebGPU)"
    );
  });

  test("leaves no tensors behind", async () => {
    await openBackend({only: "cpu"});
    const before = tf.memory().numTensors;
    await openBackend({only: "cpu"});
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuses a backend that computes a wrong gradient", async () => {
    await openBackend({only: "cpu"});
    const [right] = [tf.getKernel("Conv2DBackpropFilter", "cpu")];
    tf.unregisterKernel("Conv2DBackpropFilter", "cpu");
    tf.registerKernel({...right, kernelFunc: () => tf.zeros([3, 3, 1, 1])});
    try {
      await expect(openBackend({only: "cpu"})).rejects.toThrow(
        "no backend works: cpu (it computes a wrong gradient)"
      );
    } finally {
      tf.unregisterKernel("Conv2DBackpropFilter", "cpu");
      tf.registerKernel(right);
    }
  });
});

test("DeviceLostError says what was lost, and is told by its name", () => {
  const error = new DeviceLostError("driver crash");
  expect(error.name).toBe("DeviceLostError");
  expect(error.message).toBe("the graphics device was lost: driver crash");
});
