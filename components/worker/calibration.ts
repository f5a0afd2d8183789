import {get, set} from "idb-keyval";
import {namedNetwork} from "../network/named.js";
import {createPlan} from "../plan/plan.js";
import {PlanModel} from "../plan/planModel.js";
import {openStore} from "../stores/openStore.js";
import type {PlanRunner} from "./openModel.js";

/** How long a step of one small network takes on a graphics card and on the processor. */
export interface Calibration {
  gpuMs: number;
  wasmMs: number;
}

/** Options of calibrate. */
export interface CalibrationOptions {
  gpu: PlanRunner;
  wasm: PlanRunner;
  /** The graphics card's name: what was measured is kept for it. */
  device: string;
  now?: () => number;
}

/** The longest that a reader waits for it. */
const patienceMs = 2000;

/** Steps that are timed, after one that is not. */
const timedSteps = 5;

/**
 * Measures, once for each *device*, whether a network of the course trains faster there or on the processor: a weak
 * graphics card can lose to WebAssembly on small networks. Resolves to undefined if that takes too long or fails: then the
 * usual order stands.
 */
export async function calibrate({
  gpu,
  wasm,
  device,
  now = () => performance.now()
}: CalibrationOptions): Promise<Calibration | undefined> {
  const known = await recall(device);
  if (known) return known;
  const measured = await inTime(measure(gpu, wasm, now));
  if (measured) await remember(device, measured);
  return measured;
}

async function measure(
  gpu: PlanRunner,
  wasm: PlanRunner,
  now: () => number
): Promise<Calibration | undefined> {
  const deadline = now() + patienceMs;
  const wasmMs = await stepMs(wasm, deadline, now);
  const gpuMs = wasmMs === undefined ? undefined : await stepMs(gpu, deadline, now);
  return wasmMs === undefined || gpuMs === undefined ? undefined : {gpuMs, wasmMs};
}

/** Waits for *work* no longer than a reader should wait. A failure is reported where the backend is used. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: number | NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The mean time of a step of a residual network of 8 layers, or undefined after the deadline. */
async function stepMs(
  {parts, createMachine}: PlanRunner,
  deadline: number,
  now: () => number
): Promise<number | undefined> {
  const batch = 64;
  const {expression, input} = namedNetwork("cifar-resnet-8", {width: 8, size: 16, numClasses: 10});
  const plan = createPlan(expression, input, {batch, parts});
  const model = new PlanModel(plan, await createMachine(plan), 1);
  try {
    const images = new Float32Array(plan.tensors.images.size).fill(0.5);
    const labels = new Int32Array(batch);
    const step = () => model.step(images, labels, {learningRate: 0, momentum: 0, weightDecay: 0});
    await step();
    if (now() > deadline) return undefined;
    const begin = now();
    for (let i = 1; i < timedSteps; i++) void step(); // a device takes them one after the other
    await step();
    return (now() - begin) / timedSteps;
  } finally {
    model.dispose();
  }
}

const store = openStore("residual-course-devices", "calibrations");

async function recall(device: string): Promise<Calibration | undefined> {
  try {
    return await get<Calibration>(device, store);
  } catch {
    return undefined; // a browser that keeps nothing, or Node
  }
}

async function remember(device: string, measured: Calibration): Promise<void> {
  try {
    await set(device, measured, store);
  } catch {
    // measured again next time
  }
}
