import {lanes, vector} from "./shader.js";

/** Returns how the numbers of an elementwise kernel are dealt out: four a thread where they can be. */
export function vectorsOf(size: number): {type: string; threads: number} {
  const width = lanes(size);
  return {type: vector(width), threads: size / width};
}
