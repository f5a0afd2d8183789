import type {Wait} from "./waiting.js";

/** Buffers by which results of a device are read, kept for the next ones. Must be disposed. */
export interface ReadBacks {
  /** Returns a free buffer of so many *bytes*. */
  take(bytes: number): GPUBuffer;
  /** Resolves to copies of what a *buffer* holds, so many numbers after so many; the buffer is then free again. */
  contents(buffer: GPUBuffer, sizes: readonly number[]): Promise<Float32Array[]>;
  dispose(): void;
}

/** Buffers are kept for the next step's few numbers, not for a whole state. */
const largestKept = 65_536;

/** Returns no buffers of a *device* yet, whose maps *wait* waits for. */
export function createReadBacks(device: GPUDevice, wait: Wait): ReadBacks {
  const free: GPUBuffer[] = [];
  let disposed = false;
  return {
    take(bytes) {
      const found = free.findIndex(({size}) => size === bytes);
      if (found >= 0) return free.splice(found, 1)[0];
      return device.createBuffer({size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST});
    },
    async contents(buffer, sizes) {
      await wait(buffer.mapAsync(GPUMapMode.READ));
      const bytes = buffer.getMappedRange();
      let offset = 0;
      const values = sizes.map((size) => {
        const copy = new Float32Array(bytes.slice(offset, offset + 4 * size));
        offset += 4 * size;
        return copy;
      });
      buffer.unmap();
      if (disposed || buffer.size > largestKept) buffer.destroy();
      else free.push(buffer);
      return values;
    },
    dispose() {
      disposed = true;
      for (const buffer of free.splice(0)) buffer.destroy();
    }
  };
}
