/** What was asked of WebGPU. */
export interface GpuCounts {
  dispatches: number;
  submits: number;
  /** By `writeBuffer`. */
  writeBytes: number;
  /** In buffers that were mapped when they were made, the other way to send numbers to a device. */
  mappedBytes: number;
  /** In buffers made and not destroyed. A buffer that is left to the garbage collector counts on. */
  liveBytes: number;
  peakBytes: number;
}

let current: GpuCounts | undefined;
const made = new WeakMap<GPUBuffer, {counts: GpuCounts; size: number}>();

/** Returns counts that are all 0. */
export function createGpuCounts(): GpuCounts {
  return {dispatches: 0, submits: 0, writeBytes: 0, mappedBytes: 0, liveBytes: 0, peakBytes: 0};
}

/** Resolves to what *act* does, with all that it asks of WebGPU counted in *counts*. One at a time. */
export async function counted<T>(counts: GpuCounts, act: () => Promise<T>): Promise<T> {
  current = counts;
  try {
    return await act();
  } finally {
    current = undefined;
  }
}

/** Puts counting functions in the place of WebGPU's. Does nothing where there is no WebGPU. To be called once. */
export function installGpuCounts(): void {
  if (typeof GPUDevice === "undefined") return;
  before(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => current && current.dispatches++);
  before(GPUQueue.prototype, "submit", () => current && current.submits++);
  before(GPUQueue.prototype, "writeBuffer", (_buffer, _offset, data, from = 0, size) => {
    if (!current) return;
    const unit = "BYTES_PER_ELEMENT" in data ? (data.BYTES_PER_ELEMENT as number) : 1;
    current.writeBytes += size === undefined ? data.byteLength - from * unit : size * unit;
  });
  before(GPUBuffer.prototype, "destroy", function (this: GPUBuffer) {
    const buffer = made.get(this);
    if (!buffer) return;
    buffer.counts.liveBytes -= buffer.size;
    made.delete(this);
  });
  const {createBuffer} = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    if (!current) return buffer;
    const {size, mappedAtCreation} = descriptor;
    made.set(buffer, {counts: current, size});
    if (mappedAtCreation) current.mappedBytes += size;
    current.liveBytes += size;
    current.peakBytes = Math.max(current.peakBytes, current.liveBytes);
    return buffer;
  };
}

type Method = (...values: never[]) => unknown;

/** Has *act* called with a method's arguments before the method. */
function before<T, K extends keyof T>(
  prototype: T,
  name: K,
  act: (...values: Parameters<Extract<T[K], Method>>) => unknown
): void {
  const method = prototype[name] as Method;
  prototype[name] = function (this: T, ...values: never[]) {
    (act as Method).apply(this, values);
    return method.apply(this, values);
  } as T[K];
}
