import {createRandom, hash, normal} from "../dataset/random.js";
import type {ParameterSpec} from "../network/parameters.js";

/**
 * Returns the first values of a parameter or running statistic, in the order of its shape.
 *
 * Convolutions are normal with variance 2 / fan-in (He et al. 2015, arXiv:1502.01852, §2.2); dense layers normal with
 * variance 1 / fan-in; γ and running variances are 1 (γ is 0 where the norm says so); the rest is 0. Every parameter
 * draws from a stream of its own, so that a block's weights do not depend on how many blocks follow it.
 */
export function initialValues(spec: ParameterSpec, seed: number): Float32Array {
  const size = spec.shape.reduce((product, n) => product * n, 1);
  switch (spec.kind) {
    case "weight":
      return normalValues(
        size,
        Math.sqrt((spec.layer === "conv" ? 2 : 1) / spec.fanIn),
        hash(seed, hashName(spec.name))
      );
    case "gamma":
      return new Float32Array(size).fill(spec.zeroInit ? 0 : 1);
    case "runningVariance":
      return new Float32Array(size).fill(1);
    default:
      return new Float32Array(size);
  }
}

function normalValues(size: number, deviation: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({length: size}, () => normal(random) * deviation);
}

/** FNV-1a, 32 bits. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
