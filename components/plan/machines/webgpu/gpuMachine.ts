import {type Machine, type PreparationProgress, tensorOf} from "../../machine.js";
import type {MachinePlan} from "../../machinePlan.js";
import {type Kernel, shaderOf} from "../../operations/kernels.js";
import {type Call, isRun, type Program} from "../../program.js";
import type {Tensor} from "../../tensor.js";
import {type GpuMemory, takeMemory} from "./gpuMemory.js";
import {createReadBacks} from "./readBacks.js";
import {type Shader, sizesName} from "./shader.js";
import {createSizeBuffers, type SizeBuffers} from "./sizeBuffers.js";
import {waitFor} from "./waiting.js";

/** A call that is ready to be recorded. */
interface Dispatch extends Pick<Call, "when"> {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly workgroups: Shader["workgroups"];
}

/** Programs that were compiled for a device, by their text: the next run of the same network compiles nothing. */
const compiledFor = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/**
 * Returns a machine that runs *plan* on a GPU *device*. All memory is taken, all kernels are compiled and bound here;
 * a run then records its dispatches and submits them once.
 *
 * Rejects with what is too large where the device's limits or its memory do not suffice.
 */
export async function createGpuMachine(
  device: GPUDevice,
  plan: MachinePlan,
  onProgress: PreparationProgress = () => {}
): Promise<Machine> {
  const {programs} = plan;
  await compileAll(
    device,
    programs.flatMap(({calls}) => calls).map(({kernel}) => kernel),
    onProgress
  );
  const memory = await takeMemory(device, plan);
  const sizes = createSizeBuffers(device);
  const readBacks = createReadBacks(device, await waitFor(device));

  /** Dispatches by call: programs share most of theirs. */
  const known = new Map<Call, Promise<Dispatch>>();
  const dispatchFor = (call: Call): Promise<Dispatch> => {
    const dispatch = known.get(call) ?? dispatchOf(device, call, {memory, sizes});
    known.set(call, dispatch);
    return dispatch;
  };

  /** Dispatches by program. Those of a program that is seldom run are made when it first is. */
  const ready = new Map<string, Dispatch[]>();
  const prepare = async ({name, calls}: Program): Promise<Dispatch[]> => {
    const dispatches = await Promise.all(calls.map(dispatchFor));
    ready.set(name, dispatches);
    return dispatches;
  };
  await Promise.all(programs.map(prepare));

  function submit(dispatches: readonly Dispatch[], tensors: readonly Tensor[]): Promise<Float32Array[]> {
    const encoder = device.createCommandEncoder();
    if (dispatches.length > 0) record(encoder, dispatches);
    const bytes = tensors.reduce((sum, {size}) => sum + 4 * size, 0);
    const readBack = bytes > 0 ? readBacks.take(bytes) : undefined;
    let offset = 0;
    for (const tensor of tensors) {
      const place = memory.placeOf(tensor);
      encoder.copyBufferToBuffer(place.buffer, place.offset, readBack!, offset, 4 * tensor.size);
      offset += 4 * tensor.size;
    }
    device.queue.submit([encoder.finish()]);
    if (!readBack) return Promise.resolve([]);
    return readBacks.contents(
      readBack,
      tensors.map(({size}) => size)
    );
  }

  return {
    bytes: memory.bytes,
    write(tensor, values) {
      const {buffer, offset} = memory.placeOf(tensor);
      device.queue.writeBuffer(
        buffer,
        offset,
        values.buffer as ArrayBuffer,
        values.byteOffset,
        values.byteLength
      );
    },
    async run(program, tensors = [], dropped) {
      const run = (dispatches: Dispatch[]) =>
        submit(
          dispatches.filter((dispatch) => isRun(dispatch, dropped)),
          tensors
        );
      const dispatches = ready.get(program.name);
      if (dispatches) return run(dispatches); // at once: nothing may come between a write and its run
      return run(await prepare(program));
    },
    read: (tensors) => submit([], tensors),
    dispose() {
      memory.free();
      sizes.free();
      readBacks.dispose();
    }
  };
}

function record(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[]): void {
  const pass = encoder.beginComputePass();
  let last: GPUComputePipeline | undefined;
  for (const {pipeline, bindings, workgroups} of dispatches) {
    if (pipeline !== last) pass.setPipeline(pipeline);
    last = pipeline;
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
  }
  pass.end();
}

async function dispatchOf(
  device: GPUDevice,
  call: Call,
  {memory, sizes}: {memory: GpuMemory; sizes: SizeBuffers}
): Promise<Dispatch> {
  const shader = shaderOf(call.kernel);
  const pipeline = await compile(device, call.kernel.type, shader);
  const entries = shader.bindings.map(({name}, binding) => ({
    binding,
    resource:
      name === sizesName
        ? {buffer: sizes.bufferOf(shader.sizes)}
        : memory.placeOf(tensorOf(call, name.replace(/_$/, ""))) // WGSL has words of its own
  }));
  const bindings = device.createBindGroup({layout: pipeline.getBindGroupLayout(0), entries});
  return {pipeline, bindings, workgroups: shader.workgroups, when: call.when};
}

async function compileAll(
  device: GPUDevice,
  kernels: readonly Kernel[],
  onProgress: PreparationProgress
): Promise<void> {
  const shaders = kernels.map((kernel) => [kernel.type, shaderOf(kernel)] as const);
  const distinct = new Map(shaders.map(([type, shader]) => [shader.code, {type, shader}]));
  let done = 0;
  onProgress(done, distinct.size);
  await Promise.all(
    [...distinct.values()].map(async ({type, shader}) => {
      await compile(device, type, shader);
      onProgress(++done, distinct.size);
    })
  );
}

function compile(device: GPUDevice, label: string, {code, bindings}: Shader): Promise<GPUComputePipeline> {
  const compiled = compiledFor.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  compiledFor.set(device, compiled);
  const known = compiled.get(code);
  if (known) return known;
  const most = device.limits.maxStorageBuffersPerShaderStage;
  const stored = bindings.filter(({access}) => access !== "uniform").length;
  if (stored > most)
    throw new RangeError(`the device allows ${most} buffers a kernel; ${label} needs ${stored}`);
  const module = device.createShaderModule({code, label});
  const made = device.createComputePipelineAsync({
    layout: "auto",
    compute: {module, entryPoint: "main"},
    label
  });
  compiled.set(code, made);
  return made;
}
