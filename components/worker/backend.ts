import * as tf from "@tensorflow/tfjs";
import {type BackendInfo, type BackendName, backendNames} from "../experiment/backend.js";
import {registerWasmConvolutionGradients} from "../model/wasmKernels.js";
import {registerWasmMaxPoolGradient} from "../model/wasmMaxPoolGradient.js";
import {bestBuild} from "../plan/machines/wasm/bestBuild.js";
import {createWasmMachine} from "../plan/machines/wasm/wasmMachine.js";
import {createGpuMachine} from "../plan/machines/webgpu/gpuMachine.js";
import {gpuParts} from "../plan/machines/webgpu/gpuParts.js";
import {wholeSums} from "../plan/program.js";
import {calibrate} from "./calibration.js";
import {DeviceLostError} from "./deviceLoss.js";
import type {PlanRunner} from "./openModel.js";

/** A backend that works, set in tfjs. */
export interface OpenBackend extends BackendInfo {
  /** Rejects when the device is lost. Never resolves. */
  lost: Promise<never>;
  /** Loses the device on purpose, where there is one. */
  lose(): void;
  /** What runs plans there; absent on backends for which we have no kernels. */
  plans?: PlanRunner;
}

/** Options of openBackend. */
export interface OpenBackendOptions {
  /** The only backend to use, instead of the first that works. */
  only?: BackendName;
  /** A backend to try before the others. A WebGPU that is asked for may be a program on the processor. */
  first?: BackendName;
  /** Backends not to try, with the reason: they were lost before. */
  without?: ReadonlyMap<BackendName, string>;
  /** Folder of tfjs's wasm files, with a slash at its end. Defaults to where the package keeps them. */
  wasmFolder?: string;
}

/**
 * Opens the first backend that works, in the order of backendNames, and proves it by a small gradient. A graphics card
 * must also prove faster than the processor, unless it was asked for.
 *
 * Rejects if none works, with every reason.
 */
export async function openBackend({
  only,
  first,
  without = new Map(),
  wasmFolder
}: OpenBackendOptions = {}): Promise<OpenBackend> {
  const failures: BackendInfo["failures"] = [];
  const order = first ? [first, ...backendNames.filter((name) => name !== first)] : backendNames;
  for (const backend of only ? [only] : order) {
    try {
      const reason = without.get(backend);
      if (reason) throw new Error(reason);
      const device = await openers[backend]({wasmFolder, anyAdapter: backend === first});
      await prove();
      if (backend === "webgpu" && !only && first !== "webgpu") await proveWorth(device);
      return {backend, failures, ...device};
    } catch (error) {
      failures.push({backend, reason: (error as Error).message});
    }
  }
  throw new Error(
    `no backend works: ${failures.map(({backend, reason}) => `${backend} (${reason})`).join("; ")}`
  );
}

type Device = Pick<OpenBackend, "device" | "wasmBuild" | "lost" | "lose" | "plans">;

const forever = new Promise<never>(() => {});

/** Options of an opener. */
interface OpenerOptions {
  wasmFolder?: string;
  /** Whether a software adapter is accepted as WebGPU. */
  anyAdapter: boolean;
}

const openers: Record<BackendName, (options: OpenerOptions) => Promise<Device>> = {
  webgpu: ({anyAdapter}) => openWebgpu({accepts: (software) => !software || anyAdapter}),
  "webgpu-software": () => openWebgpu({accepts: (software) => software}),
  async wasm({wasmFolder}) {
    const {setWasmPaths} = await import("@tensorflow/tfjs-backend-wasm");
    if (wasmFolder && !wasmFolderSet) setWasmPaths(wasmFolder);
    wasmFolderSet = true;
    registerWasmConvolutionGradients();
    registerWasmMaxPoolGradient();
    await use("wasm");
    const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
    return {
      device: simd ? "processor, WebAssembly with SIMD" : "processor, WebAssembly",
      lost: forever,
      lose() {},
      ...(simd && {plans: wasmPlans, wasmBuild: bestBuild()})
    };
  },
  async webgl() {
    await use("webgl");
    const {gpgpu} = tf.backend() as unknown as {gpgpu: {gl: WebGLRenderingContext}};
    return {device: webglRenderer(gpgpu.gl), lost: forever, lose() {}};
  },
  async cpu() {
    await use("cpu");
    return {device: "processor, JavaScript", lost: forever, lose() {}};
  }
};

const wasmPlans: PlanRunner = {
  parts: wholeSums,
  inFlight: 1,
  createMachine: (plan) => createWasmMachine(plan)
};

let wasmFolderSet = false; // setWasmPaths may be called once only

/**
 * Opens WebGPU on a device of our own, so that we know whether it is a graphics card and notice when it is lost: tfjs tells
 * neither.
 */
async function openWebgpu({accepts}: {accepts(software: boolean): boolean}): Promise<Device> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) throw new Error("this browser has no WebGPU");
  const adapter = await gpu.requestAdapter({powerPreference: "high-performance"});
  if (!adapter) throw new Error("the browser offers no WebGPU adapter");
  const software = isSoftware(adapter);
  const name = `${adapterName(adapter.info)}${software ? ", a program on the processor" : ""}`;
  if (!accepts(software)) throw new Error(`the adapter is ${name}`);
  const {WebGPUBackend} = await import("@tensorflow/tfjs-backend-webgpu");
  const device = await adapter.requestDevice({requiredLimits: requiredLimits(adapter), requiredFeatures: []});
  forget("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapter.info as never), 3);
  await use("webgpu");
  const lost = device.lost.then(({message, reason}): never => {
    throw new DeviceLostError(message || reason);
  });
  lost.catch(() => {}); // prevents an unhandled rejection; onDevice races it with the work
  const plans: PlanRunner = {
    parts: gpuParts,
    inFlight: 3,
    createMachine: (plan, onProgress) => createGpuMachine(device, plan, onProgress)
  };
  return {device: name, lost, lose: () => device.destroy(), plans};
}

/** Returns whether an adapter is a program on the processor, which is many times slower than wasm. */
function isSoftware(adapter: GPUAdapter): boolean {
  const {info} = adapter;
  const fallback = info.isFallbackAdapter || (adapter as {isFallbackAdapter?: boolean}).isFallbackAdapter;
  return Boolean(fallback) || /swiftshader|llvmpipe|lavapipe|basic render/i.test(adapterName(info));
}

function adapterName({vendor, architecture, device, description}: GPUAdapterInfo): string {
  return description || [vendor, architecture, device].filter(Boolean).join(" ") || "unnamed adapter";
}

/** The limits that tfjs itself asks for. */
function requiredLimits({limits}: GPUAdapter): Record<string, number> {
  const names = [
    "maxComputeWorkgroupStorageSize",
    "maxComputeWorkgroupsPerDimension",
    "maxStorageBufferBindingSize",
    "maxBufferSize",
    "maxComputeWorkgroupSizeX",
    "maxComputeInvocationsPerWorkgroup"
  ] as const;
  return Object.fromEntries(names.map((name) => [name, limits[name]]));
}

function webglRenderer(gl: WebGLRenderingContext): string {
  const extension = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

async function use(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot start its ${backend} backend`);
  await tf.ready();
}

/** Removes a backend whose device may be gone, and frees what can still be freed. */
function forget(backend: string): void {
  if (!tf.findBackendFactory(backend)) return;
  try {
    tf.removeBackend(backend);
  } catch {
    // a lost device cannot free its buffers: the browser has freed them
  }
}

/** Throws if a small network is known to train faster on this processor than on the graphics card. */
async function proveWorth({device, plans}: Device): Promise<void> {
  const measured = await calibrate({gpu: plans!, wasm: wasmPlans, device});
  if (measured && measured.wasmMs < measured.gpuMs) {
    throw new Error(
      `a step takes ${measured.gpuMs.toFixed(0)} ms on ${device}, and ${measured.wasmMs.toFixed(0)} ms on the processor`
    );
  }
}

/** Throws unless a convolution and its gradient give the right numbers. */
async function prove(): Promise<void> {
  const gradient = tf.tidy(() => {
    const x = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    return tf.grad((filter) => tf.sum(tf.conv2d(x, filter as tf.Tensor4D, 1, 1)))(tf.ones([3, 3, 1, 1]));
  });
  const values = await gradient.data();
  gradient.dispose();
  if ([...values].join() !== "4,6,4,6,9,6,4,6,4") throw new Error("it computes a wrong gradient");
}
