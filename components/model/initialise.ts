import type {ModelState} from "../experiment/modelState.js";
import type {ParameterSpec} from "../network/parameters.js";
import {createRandom, hash, normal} from "../random/random.js";
import {hashName} from "./hashName.js";

/** How far from 0 weights begin: as their layer's fan-in asks, or as little as before that was known. */
export type Initialisation = "he" | "small";

/** How the head begins: its weights by their fan-in as others, or at 0, or as PyTorch's `nn.Linear` begins. */
export type HeadInit = "he" | "zero" | "pytorch";

/** How first values are chosen. */
export interface FirstValues {
  /** Of all layers. Defaults to "he". */
  initialisation?: Initialisation;
  /** Of the last dense layer. Defaults to "he", which leaves it to **initialisation**. */
  headInit?: HeadInit;
}

/**
 * Returns the first values of a parameter or running statistic, in the order of its shape.
 *
 * - he: convolutions are normal with variance 2 / fan-in (He et al. 2015, arXiv:1502.01852, §2.2); dense layers normal
 *   with variance 1 / fan-in
 * - small: both are normal with standard deviation 0.01, whatever the layer (Krizhevsky et al. 2012, §5), as was usual
 *   until then; networks of more than eight convolutions had difficulties to converge from it (He et al., §2.2).
 *   Simonyan and Zisserman 2015 (arXiv:1409.1556), §3.1, write a variance of 10⁻², which would be a deviation of 0.1.
 *
 * The head can begin otherwise:
 *
 * - zero: weights and bias are 0, so that all classes are equally likely at first, and the first loss is ln(classes)
 * - pytorch: weights and bias are uniform within ±1 / √fan-in
 *
 * γ and running variances are 1 (γ is 0 where the norm says so); the rest is 0, also the biases, some of which
 * Krizhevsky et al. set to 1. Every parameter draws from a stream of its own, so that a block's weights do not depend
 * on how many blocks follow it; the two initialisations of a weight differ by a factor.
 */
export function initialValues(
  spec: ParameterSpec,
  seed: number,
  {initialisation = "he", headInit = "he"}: FirstValues = {}
): Float32Array {
  const size = spec.shape.reduce((product, n) => product * n, 1);
  if (spec.head && headInit !== "he") return headValues(spec, {size, seed, headInit});
  switch (spec.kind) {
    case "weight":
      return normalValues(size, deviationOf(spec, initialisation), hash(seed, hashName(spec.name)));
    case "gamma":
      return new Float32Array(size).fill(spec.zeroInit ? 0 : 1);
    case "runningVariance":
      return new Float32Array(size).fill(1);
    default:
      return new Float32Array(size);
  }
}

/** Returns the first values of all of a network's parameters and running statistics, by name. */
export function firstState(
  specs: readonly ParameterSpec[],
  seed: number,
  first: FirstValues = {}
): ModelState {
  return Object.fromEntries(specs.map((spec) => [spec.name, initialValues(spec, seed, first)]));
}

function headValues(
  {name, fanIn}: ParameterSpec,
  {size, seed, headInit}: {size: number; seed: number; headInit: Exclude<HeadInit, "he">}
): Float32Array {
  if (headInit === "zero") return new Float32Array(size);
  const random = createRandom(hash(seed, hashName(name)));
  return Float32Array.from({length: size}, () => (2 * random.uniform() - 1) / Math.sqrt(fanIn));
}

function deviationOf({layer, fanIn}: ParameterSpec, initialisation: Initialisation): number {
  return initialisation === "small" ? 0.01 : Math.sqrt((layer === "conv" ? 2 : 1) / fanIn);
}

function normalValues(size: number, deviation: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({length: size}, () => normal(random) * deviation);
}
