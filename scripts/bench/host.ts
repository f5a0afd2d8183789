import {type BackendName, backendNames} from "../../components/experiment/backend.js";
import {nextTask} from "../../components/worker/nextTask.js";
import type {BenchConfig} from "./benchConfigs.js";
import {counted, createGpuCounts, type GpuCounts, installGpuCounts} from "./gpuCounts.js";
import type {BenchBackend, Implementation, Trainer} from "./implementation.js";
import {createTask} from "./task.js";
import {openOwnBackend} from "./tfjsBackend.js";

/** A backend of this machine, or why there is none. */
export interface FoundBackend {
  name: BenchBackend;
  device?: string;
  reason?: string;
}

/** One step. */
export interface StepMeasurement {
  loss: number;
  /** From the call until the loss is there. */
  ms: number;
  /** From the call until the thread can do something else. */
  javaScriptMs: number;
  /** What this step asked of WebGPU. */
  dispatches: number;
  submits: number;
  writeBytes: number;
  mappedBytes: number;
  /** Most that was in use at a time so far. */
  peakBytes: number;
}

/** Where trainers live, a page or this process; they are numbered in the order of their creation. Plain data comes and goes. */
export interface Host {
  backends(names: readonly BenchBackend[]): Promise<FoundBackend[]>;
  create(
    config: BenchConfig,
    implementation: string,
    backend: BenchBackend
  ): Promise<{id: number; ms: number}>;
  step(id: number): Promise<StepMeasurement>;
  /** Takes so many steps, and resolves to the bytes of the graphics device and of WebAssembly in use before and after. */
  grow(id: number, steps: number): Promise<{before: number; after: number}>;
  counts(id: number): Promise<Record<string, number>>;
  dispose(id: number): Promise<void>;
  close(): Promise<void>;
}

/** Options of createHost. */
export interface HostOptions {
  implementations: readonly Implementation[];
  /** Returns the device of a PyTorch beside us. */
  findPytorch?(): string;
}

/** Returns a host on this thread. To be called once a thread. */
export function createHost({implementations, findPytorch}: HostOptions): Host {
  installGpuCounts();
  const entrants: {trainer: Trainer; counts: GpuCounts}[] = [];
  return {
    async backends(names) {
      const found = await findBackends(backendNames.filter((name) => names.includes(name)));
      return findPytorch && names.includes("pytorch")
        ? [...found, await attempt("pytorch", findPytorch)]
        : found;
    },
    async create(config, name, backend) {
      const implementation = implementations.find((one) => one.name === name)!;
      const task = createTask(config);
      const counts = createGpuCounts();
      const start = performance.now();
      const trainer = await counted(counts, () => implementation.create(task, backend));
      const ms = performance.now() - start;
      return {id: entrants.push({trainer, counts}) - 1, ms};
    },
    async step(id) {
      const {trainer, counts} = entrants[id];
      await trainer.use?.();
      const before = {...counts};
      const times = await counted(counts, () => timed(trainer));
      return {
        ...times,
        dispatches: counts.dispatches - before.dispatches,
        submits: counts.submits - before.submits,
        writeBytes: counts.writeBytes - before.writeBytes,
        mappedBytes: counts.mappedBytes - before.mappedBytes,
        peakBytes: counts.peakBytes
      };
    },
    async grow(id, steps) {
      const {trainer, counts} = entrants[id];
      const bytes = () => counts.liveBytes + (trainer.counts?.().planBytes ?? 0);
      await trainer.use?.();
      const before = bytes();
      await counted(counts, async () => {
        for (let i = 0; i < steps; i++) await trainer.step();
      });
      return {before, after: bytes()};
    },
    counts: async (id) => entrants[id].trainer.counts?.() ?? {},
    async dispose(id) {
      const {trainer} = entrants[id];
      await trainer.use?.();
      trainer.dispose();
    },
    async close() {}
  };
}

async function timed(trainer: Trainer): Promise<Pick<StepMeasurement, "loss" | "ms" | "javaScriptMs">> {
  const start = performance.now();
  const result = trainer.step();
  const free = nextTask().then(() => performance.now());
  const loss = await result;
  const ms = performance.now() - start;
  return {loss, ms, javaScriptMs: Math.min(ms, (await free) - start)};
}

async function findBackends(names: readonly BackendName[]): Promise<FoundBackend[]> {
  const found: FoundBackend[] = [];
  for (const name of names) {
    const open = async () => {
      const {device, close} = await openOwnBackend(name);
      close();
      return device;
    };
    found.push(await attempt(name, open));
  }
  return found;
}

async function attempt(name: BenchBackend, open: () => string | Promise<string>): Promise<FoundBackend> {
  try {
    return {name, device: await open()};
  } catch (error) {
    return {name, reason: (error as Error).message};
  }
}
