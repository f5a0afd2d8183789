/** Uniform buffers with the sizes of shaders: a few hundred bytes a plan. */
export interface SizeBuffers {
  /** Returns a buffer that holds *sizes* as i32. Equal ones share a buffer. */
  bufferOf(sizes: readonly number[]): GPUBuffer;
  free(): void;
}

/** Returns no buffers of a *device* yet. */
export function createSizeBuffers(device: GPUDevice): SizeBuffers {
  const buffers = new Map<string, GPUBuffer>();
  return {
    bufferOf(sizes) {
      const key = sizes.join();
      const known = buffers.get(key);
      if (known) return known;
      const buffer = device.createBuffer({
        size: 16 * Math.ceil(sizes.length / 4),
        usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
      });
      device.queue.writeBuffer(buffer, 0, Int32Array.from(sizes));
      buffers.set(key, buffer);
      return buffer;
    },
    free() {
      for (const buffer of buffers.values()) buffer.destroy();
    }
  };
}
