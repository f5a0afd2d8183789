import {type BackendInfo, type BackendName, backendNames} from "../experiment/backend.js";
import {isLostDownload} from "../fields/lostDownload.js";
import {bestBuild} from "../plan/machines/wasm/bestBuild.js";
import {openWasm} from "../plan/machines/wasm/module.js";
import {hasSimd} from "../plan/machines/wasm/simd.js";
import {threadsHere} from "../plan/machines/wasm/threads/helpers.js";
import {createWasmMachine} from "../plan/machines/wasm/wasmMachine.js";
import {wasmParts} from "../plan/machines/wasm/wasmParts.js";
import {createGpuMachine} from "../plan/machines/webgpu/gpuMachine.js";
import {gpuParts} from "../plan/machines/webgpu/gpuParts.js";
import {toldError} from "../protocol/toldError.js";
import {calibrate} from "./calibration.js";
import {DeviceLostError} from "./deviceLoss.js";
import type {PlanRunner} from "./openModel.js";

/** A backend that works. */
export interface OpenBackend extends BackendInfo {
  /** Sets it in TensorFlow.js, for the reference executor; loads that, if nothing has before. Rejects if it fails there. */
  reference(): Promise<void>;
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
  /** Leaves it to `reference` to load TensorFlow.js, where plans need none of it. Defaults to false. */
  lazy?: boolean;
}

/**
 * Opens the first backend that works, in the order of backendNames; what is set in TensorFlow.js is proved by a small gradient. A graphics card
 * must also prove faster than the processor, unless it was asked for.
 *
 * Rejects if none works, with every reason.
 */
export async function openBackend({
  only,
  first,
  without = new Map(),
  wasmFolder,
  lazy = false
}: OpenBackendOptions = {}): Promise<OpenBackend> {
  const failures: BackendInfo["failures"] = [];
  const order = first ? [first, ...backendNames.filter((name) => name !== first)] : backendNames;
  for (const backend of only ? [only] : order) {
    try {
      const reason = without.get(backend);
      if (reason) throw new Error(reason);
      const device = await openers[backend]({wasmFolder, anyAdapter: backend === first});
      if (!lazy || !device.plans) await device.reference();
      if (backend === "webgpu" && !only && first !== "webgpu") await proveWorth(device);
      return {backend, failures, ...device};
    } catch (error) {
      const {message: reason} = toldError(error);
      failures.push({backend, reason, ...(isLostDownload(error) && {lostDownload: true})});
    }
  }
  throw new Error(
    `no backend works: ${failures.map(({backend, reason}) => `${backend} (${reason})`).join("; ")}`
  );
}

type Device = Pick<OpenBackend, "device" | "wasmBuild" | "lost" | "lose" | "plans" | "reference">;

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
    const simd = hasSimd();
    if (simd) await openWasm(0); // the kernels work here
    return {
      ...noDevice,
      device: simd ? "processor, WebAssembly with SIMD" : "processor, WebAssembly",
      reference: once(async () => (await tensorflow()).setWasm(wasmFolder)),
      ...(simd && {plans: wasmPlans, wasmBuild: bestBuild()})
    };
  },
  async webgl() {
    const device = await (await tensorflow()).setWebgl();
    return {...noDevice, device, reference: async () => {}};
  },
  async cpu() {
    const reference = once(async () => (await tensorflow()).setCpu());
    return {...noDevice, device: "processor, JavaScript", reference};
  }
};

/** TensorFlow.js is loaded when the reference executor is first needed. */
const tensorflow = () => import("./referenceBackend.js");

/** Of a backend without a device that can be lost. */
const noDevice = {lost: forever, lose() {}};

/** Returns *work* as a function that does it once; again if it failed. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () =>
    (done ??= work().catch((error) => {
      done = undefined;
      throw error;
    }));
}

const wasmPlans: PlanRunner = {
  parts: wasmParts,
  inFlight: 1,
  createMachine: (plan, _onProgress, threads = 1) => createWasmMachine(plan, {threads: threadsHere(threads)})
};

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
  const device = await adapter.requestDevice({requiredLimits: requiredLimits(adapter), requiredFeatures: []});
  const reference = once(async () => (await tensorflow()).setWebgpu(device, adapter.info));
  await reference(); // what proves the device
  const lost = device.lost.then(({message, reason}): never => {
    throw new DeviceLostError(message || reason);
  });
  lost.catch(() => {}); // prevents an unhandled rejection; onDevice races it with the work
  const plans: PlanRunner = {
    parts: gpuParts,
    inFlight: 3,
    createMachine: (plan, onProgress) => createGpuMachine(device, plan, onProgress)
  };
  return {device: name, lost, lose: () => device.destroy(), plans, reference};
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

/** Throws if a small network is known to train faster on this processor than on the graphics card. */
async function proveWorth({device, plans}: Device): Promise<void> {
  const measured = await calibrate({gpu: plans!, wasm: wasmPlans, device});
  if (measured && measured.wasmMs < measured.gpuMs) {
    throw new Error(
      `a step takes ${measured.gpuMs.toFixed(0)} ms on ${device}, and ${measured.wasmMs.toFixed(0)} ms on the processor`
    );
  }
}
