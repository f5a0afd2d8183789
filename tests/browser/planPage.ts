import type {Kernel} from "../../components/plan/kernel.js";
import type {KernelCase} from "../plan/kernelCases.js";
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
  }
};

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
