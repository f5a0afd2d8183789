import {sizesName} from "../../../components/plan/machines/webgpu/shader.js";
import {shaderOf} from "../../../components/plan/operations/kernels.js";
import type {KernelCase} from "../kernelCases.js";

/** Runs one kernel alone on a *device*, and returns what it wrote. */
export async function runKernel(
  device: GPUDevice,
  {kernel, tensors, expected}: Pick<KernelCase, "kernel" | "tensors" | "expected">
): Promise<Record<string, Float32Array>> {
  const {code, bindings, sizes, workgroups} = shaderOf(kernel);
  const usage =
    GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  device.pushErrorScope("validation");
  const buffers = new Map<string, GPUBuffer>();
  for (const {name} of bindings) {
    const key = name.replace(/_$/, "");
    const values = name === sizesName ? Int32Array.from(sizes) : tensors[key];
    const parts = "parts" in kernel && key === "partials" ? kernel.parts : 1;
    const length = values?.length ?? expected[key].length * parts;
    const buffer = device.createBuffer({size: Math.ceil(length / 4) * 16, usage});
    if (values)
      device.queue.writeBuffer(buffer, 0, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
    buffers.set(key, buffer);
  }
  const pipeline = await compiled(device, code);
  const entries = bindings.map(({name}, binding) => ({
    binding,
    resource: {buffer: buffers.get(name.replace(/_$/, ""))!}
  }));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({layout: pipeline.getBindGroupLayout(0), entries}));
  pass.dispatchWorkgroups(...workgroups);
  pass.end();
  const copies = Object.keys(expected).map((name) => {
    const buffer = buffers.get(name)!;
    const copy = device.createBuffer({
      size: buffer.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
    });
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
    return {name, copy};
  });
  device.queue.submit([encoder.finish()]);
  const fault = await device.popErrorScope();
  if (fault) throw new Error(`${fault.message}\n${code}`);
  const results: Record<string, Float32Array> = {};
  for (const {name, copy} of copies) {
    await copy.mapAsync(GPUMapMode.READ);
    const all = new Float32Array(copy.getMappedRange().slice(0));
    const size = expected[name].length;
    results[name] =
      "parts" in kernel && name === "partials" ? added(all, kernel.parts, size) : all.slice(0, size);
    copy.destroy();
  }
  for (const buffer of buffers.values()) buffer.destroy();
  return results;
}

/** What was compiled for a device, by its code: a kernel that runs again is not compiled again. */
const pipelines = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

function compiled(device: GPUDevice, code: string): Promise<GPUComputePipeline> {
  const known = pipelines.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  pipelines.set(device, known);
  const module = () => device.createShaderModule({code});
  const pipeline =
    known.get(code) ??
    device.createComputePipelineAsync({layout: "auto", compute: {module: module(), entryPoint: "main"}});
  known.set(code, pipeline);
  return pipeline;
}

/** Partial sums, added up. */
function added(partials: Float32Array, parts: number, size: number): Float32Array {
  const sum = new Float32Array(size);
  for (let part = 0; part < parts; part++) for (let i = 0; i < size; i++) sum[i] += partials[part * size + i];
  return sum;
}
