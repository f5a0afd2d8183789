import type {MachinePlan} from "../../machinePlan.js";
import type {Space, Tensor} from "../../tensor.js";

/** The buffers of a plan. */
export interface GpuMemory {
  readonly bytes: number;
  placeOf(tensor: Tensor): {buffer: GPUBuffer; offset: number; size: number};
  free(): void;
}

/** Takes all memory of a plan. Rejects with what is too large where the device's limits or its memory do not suffice. */
export async function takeMemory(device: GPUDevice, {sizes, allocation}: MachinePlan): Promise<GpuMemory> {
  const usage =
    GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers: GPUBuffer[] = [];
  const free = () => {
    for (const buffer of buffers) buffer.destroy();
  };
  const total = 4 * [...Object.values(sizes), ...allocation.buffers].reduce((sum, size) => sum + size, 0);
  const take = (numbers: number): GPUBuffer => {
    const size = Math.max(16, Math.ceil(numbers / 4) * 16);
    checkSize(device, size, total);
    const buffer = device.createBuffer({size, usage});
    buffers.push(buffer);
    return buffer;
  };
  device.pushErrorScope("out-of-memory");
  const spaces = new Map<Space, GPUBuffer>();
  const activations: GPUBuffer[] = [];
  try {
    for (const [space, size] of Object.entries(sizes)) spaces.set(space as Space, take(size));
    for (const size of allocation.buffers) activations.push(take(size));
  } catch (error) {
    free();
    throw error;
  } finally {
    if (await device.popErrorScope()) {
      free();
      throw memoryError(total);
    }
  }
  return {
    bytes: total,
    free,
    placeOf(tensor) {
      const {space, offset, size} = tensor;
      const buffer = space === "activations" ? activations[allocation.bufferOf(tensor)] : spaces.get(space)!;
      return {buffer, offset: 4 * offset, size: 16 * Math.ceil(size / 4)};
    }
  };
}

function checkSize({limits}: GPUDevice, size: number, total: number): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  if (size > most) {
    throw new RangeError(
      `not enough memory: one layer of this network needs ${megabytes(size)} in one piece, all of it ${megabytes(total)}; this graphics device allows ${megabytes(most)} a piece`
    );
  }
}

function memoryError(bytes: number): RangeError {
  return new RangeError(
    `not enough memory: training this network needs ${megabytes(bytes)} on the graphics device; a smaller batch, width or depth needs less`
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString("en")} MB`;
}
