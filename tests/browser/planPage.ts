import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {createGpuMachine} from "../../components/plan/machines/webgpu/gpuMachine.js";
import {gpuParts} from "../../components/plan/machines/webgpu/gpuParts.js";
import type {Kernel} from "../../components/plan/operations/kernels.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import type {KernelCase} from "../plan/kernelCases.js";
import {poison} from "../plan/poison.js";
import {randomBatch} from "../plan/randomBatch.js";
import {runKernel} from "../plan/webgpu/runKernel.js";

// Runs on a page that a test serves: kernels on a WebGPU device with the limits that every device has.

/** A case of a kernel as plain data. */
export interface PlainCase {
  kernel: Kernel;
  tensors: Record<string, {values: number[]; integers: boolean}>;
  /** How many numbers of each tensor the kernel writes. */
  sizes: Record<string, number>;
}

/** What a kernel wrote, and whether it wrote the same bits when it ran again. */
export interface PlainResult {
  written: Record<string, number[]>;
  repeated: boolean;
}

/** A network, and the blocks whose residual functions each of its steps drops. */
export interface DroppingRun {
  name: string;
  options: NamedOptions;
  batch: number;
  seed: number;
  steps: string[][];
}

/** The state and the loss after each step of such a run, and what the step asked of the device. */
export interface DroppingResult {
  lossNats: number;
  state: Record<string, number[]>;
  pipelines: number;
  submits: number;
  dispatches: number;
}

declare global {
  var onPlanPage: typeof functions;
}

let device: Promise<GPUDevice> | undefined;

const functions = {
  /** Runs kernels twice each, all of them at once. */
  async runKernels(cases: readonly PlainCase[]): Promise<PlainResult[]> {
    device ??= openDevice();
    const opened = await device;
    return Promise.all(cases.map((one) => runTwice(opened, typed(one))));
  },

  /** Trains by a plan, each step on memory full of NaN. */
  async trainDropping({name, options, batch, seed, steps}: DroppingRun): Promise<DroppingResult[]> {
    device ??= openDevice();
    const opened = await device;
    const {expression, input} = namedNetwork(name, options);
    const plan = createPlan(expression, input, {batch, parts: gpuParts});
    const model = new PlanModel(plan, await createGpuMachine(opened, plan), seed);
    const results: DroppingResult[] = [];
    for (const [i, dropped] of steps.entries()) {
      for (const block of model.blocks)
        model.setGate(block, {residual: dropped.includes(block) ? 0 : 1, shortcut: 1});
      poison(model);
      const before = {...work};
      const {images, labels} = randomBatch(batch, input, {seed: i});
      const step = model.step(images, labels, {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4});
      const asked = {
        pipelines: work.pipelines - before.pipelines,
        submits: work.submits - before.submits,
        dispatches: work.dispatches - before.dispatches
      };
      const {lossNats} = await step;
      const state = Object.entries(await model.state()).map(([name, values]) => [name, Array.from(values)]);
      results.push({lossNats, state: Object.fromEntries(state), ...asked});
    }
    model.dispose();
    return results;
  }
};

const work = {pipelines: 0, submits: 0, dispatches: 0};

/** Calls *heard* whenever a method is called. */
function listen<T extends object>(prototype: T, name: keyof T, heard: () => void): void {
  const method = prototype[name] as (...values: unknown[]) => unknown;
  prototype[name] = function (this: T, ...values: unknown[]) {
    heard();
    return method.apply(this, values);
  } as T[keyof T];
}

listen(GPUDevice.prototype, "createComputePipelineAsync", () => ++work.pipelines);
listen(GPUQueue.prototype, "submit", () => ++work.submits);
listen(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => ++work.dispatches);

globalThis.onPlanPage = functions;

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  return adapter!.requestDevice();
}

async function runTwice(device: GPUDevice, one: Omit<KernelCase, "name">): Promise<PlainResult> {
  const [written, again] = [await runKernel(device, one), await runKernel(device, one)];
  const entries = Object.entries(written);
  const repeated = entries.every(([name, values]) => bitsOf(values) === bitsOf(again[name]));
  return {
    written: Object.fromEntries(entries.map(([name, values]) => [name, Array.from(values)])),
    repeated
  };
}

function bitsOf({buffer}: Float32Array): string {
  return new Uint32Array(buffer).join();
}

function typed({kernel, tensors, sizes}: PlainCase): Omit<KernelCase, "name"> {
  const arrays = Object.entries(tensors).map(([name, {values, integers}]) => [
    name,
    integers ? Int32Array.from(values) : Float32Array.from(values)
  ]);
  const expected = Object.entries(sizes).map(([name, size]) => [name, new Float32Array(size)]);
  return {kernel, tensors: Object.fromEntries(arrays), expected: Object.fromEntries(expected)};
}
