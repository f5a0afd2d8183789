import {createRandom, normal} from "../../random/random.js";

/** How two layers make a block: one after the other, with a shortcut around them, or with one and a last γ of 0 at first. */
export const copyKinds = ["plain", "residual", "zeroGamma"] as const;
export type CopyKind = (typeof copyKinds)[number];

/** A network whose input and output have one size: what it has to learn is to put out what it gets. */
export interface CopyNetwork {
  kind: CopyKind;
  /** Dense layers; an even number, since a block has two. */
  layers: number;
  /** Values of an input, and of each layer. */
  width: number;
  seed: number;
}

/** Options of a step of training. */
export interface CopyStepOptions {
  rate: number;
  momentum: number;
}

/** A network that learns to copy. Its batches are `[images, width]`, one image after the other. */
export interface CopyTraining {
  /** Layer after layer: weights, `[width out, width in]`, γ and β. */
  readonly parameters: readonly Float32Array[];
  /** Returns the network's outputs, normalized over *inputs*. */
  outputs(inputs: Float32Array): Float32Array;
  /** Trains on *inputs*, whose squared differences from the outputs are summed for each image. */
  step(inputs: Float32Array, options: CopyStepOptions): void;
}

/** A layer's parameters, and beside each its gradient and its velocity. */
interface Layer {
  weights: Float32Array;
  gamma: Float32Array;
  beta: Float32Array;
}

/** What a layer has computed, and what its gradient needs of that. `[images, width]`, but for **scale**, `[width]`. */
interface Pass {
  input: Float32Array;
  normalized: Float32Array;
  scale: Float32Array;
  output: Float32Array;
}

/** Keeps the normalization of a unit finite that is the same for all inputs. */
const epsilon = 1e-5;

/**
 * Returns a network with He's first weights. A layer is dense, without biases, and batch-normalized, with ReLU behind each but the last; where there
 * are shortcuts, a block's input is added before its last ReLU, as in He et al. 2015, Fig. 2. Throws if a block would be short of
 * a layer.
 */
export function createCopyTraining({kind, layers: count, width, seed}: CopyNetwork): CopyTraining {
  if (count % 2 !== 0 || count < 2)
    throw new RangeError(`invalid layers: ${count}; blocks of two layers make an even number`);
  const random = createRandom(seed);
  const layers = Array.from({length: count}, (_, l): Layer => {
    const startsAtZero = kind === "zeroGamma" && endsBlock(l);
    return {
      weights: Float32Array.from({length: width * width}, () => normal(random) * Math.sqrt(2 / width)),
      gamma: new Float32Array(width).fill(startsAtZero ? 0 : 1),
      beta: new Float32Array(width)
    };
  });
  const zeros = () => layers.map(zerosOf);
  const [gradients, velocities] = [zeros(), zeros()];

  /** Runs the layers in order. */
  function forward(inputs: Float32Array): Pass[] {
    const passes: Pass[] = [];
    let input = inputs;
    for (const [l, layer] of layers.entries()) {
      const {normalized, scale} = normalize(product(input, layer.weights, width), width);
      const output = new Float32Array(input.length);
      const added = adds(kind, l) ? passes[l - 1].input : undefined;
      const isLast = l === count - 1; // without a ReLU: an output that is always 0 learns nothing
      for (let i = 0; i < output.length; ++i) {
        const j = i % width;
        const value = normalized[i] * layer.gamma[j] + layer.beta[j] + (added ? added[i] : 0);
        output[i] = isLast ? value : Math.max(0, value);
      }
      passes.push({input, normalized, scale, output});
      input = output;
    }
    return passes;
  }

  /** Sets the gradients of all parameters, from the loss's gradient by the *last* output. */
  function backward(passes: readonly Pass[], last: Float32Array): void {
    const images = last.length / width;
    const byOutput = passes.map((_, l) => (l === count - 1 ? last : new Float32Array(last.length)));
    for (let l = count - 1; l >= 0; --l) {
      const {input, normalized, scale, output} = passes[l];
      const {weights, gamma} = layers[l];
      const own = gradients[l];
      const back = byOutput[l].map((value, i) => (l === count - 1 || output[i] > 0 ? value : 0));
      if (adds(kind, l) && l > 1) addTo(byOutput[l - 2], back);
      own.gamma.fill(0);
      own.beta.fill(0);
      for (let i = 0; i < back.length; ++i) {
        own.beta[i % width] += back[i];
        own.gamma[i % width] += back[i] * normalized[i];
      }
      for (let i = 0; i < back.length; ++i) {
        const j = i % width;
        back[i] =
          gamma[j] * scale[j] * (back[i] - own.beta[j] / images - (normalized[i] * own.gamma[j]) / images);
      }
      own.weights.fill(0);
      addOuterProducts(own.weights, back, input, width);
      if (l > 0) addProducts(byOutput[l - 1], back, weights, width);
    }
  }

  return {
    parameters: layers.flatMap(({weights, gamma, beta}) => [weights, gamma, beta]),
    outputs: (inputs) => forward(inputs).at(-1)!.output,
    step(inputs, {rate, momentum}) {
      const passes = forward(inputs);
      const images = inputs.length / width;
      backward(
        passes,
        passes.at(-1)!.output.map((value, i) => (2 * (value - inputs[i])) / images)
      );
      for (const [l, layer] of layers.entries())
        for (const name of ["weights", "gamma", "beta"] as const) {
          const [values, gradient, velocity] = [layer[name], gradients[l][name], velocities[l][name]];
          for (let i = 0; i < values.length; ++i) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            values[i] -= rate * velocity[i];
          }
        }
    }
  };
}

/** Whether layer *l*, counted from 0, is the second of a block. */
function endsBlock(l: number): boolean {
  return l % 2 === 1;
}

/** Whether a block's input is added behind layer *l*. */
function adds(kind: CopyKind, l: number): boolean {
  return kind !== "plain" && endsBlock(l);
}

function zerosOf({weights, gamma, beta}: Layer): Layer {
  const like = (values: Float32Array) => new Float32Array(values.length);
  return {weights: like(weights), gamma: like(gamma), beta: like(beta)};
}

/** Returns each row of *inputs* times *weights*, `[width out, width in]`. */
function product(inputs: Float32Array, weights: Float32Array, width: number): Float32Array {
  const result = new Float32Array(inputs.length);
  for (let row = 0; row < inputs.length; row += width)
    for (let k = 0; k < width; ++k) {
      let sum = 0;
      for (let j = 0; j < width; ++j) sum += weights[k * width + j] * inputs[row + j];
      result[row + k] = sum;
    }
  return result;
}

/** Adds to *sums* what each row of *back*, by a layer's outputs, is by its inputs. */
function addProducts(sums: Float32Array, back: Float32Array, weights: Float32Array, width: number): void {
  for (let row = 0; row < back.length; row += width)
    for (let k = 0; k < width; ++k) {
      const value = back[row + k];
      if (value === 0) continue;
      for (let j = 0; j < width; ++j) sums[row + j] += value * weights[k * width + j];
    }
}

/** Adds to *sums*, `[width out, width in]`, the outer products of the rows of *back* and of *inputs*. */
function addOuterProducts(sums: Float32Array, back: Float32Array, inputs: Float32Array, width: number): void {
  for (let row = 0; row < back.length; row += width)
    for (let k = 0; k < width; ++k) {
      const value = back[row + k];
      if (value === 0) continue;
      for (let j = 0; j < width; ++j) sums[k * width + j] += value * inputs[row + j];
    }
}

function addTo(sums: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; ++i) sums[i] += values[i];
}

/** Returns the units of `[images, width]` with mean 0 and variance 1 over the images, and what each was multiplied by. */
function normalize(values: Float32Array, width: number): {normalized: Float32Array; scale: Float32Array} {
  const images = values.length / width;
  const normalized = new Float32Array(values.length);
  const scale = new Float32Array(width);
  for (let j = 0; j < width; ++j) {
    let [sum, squares] = [0, 0];
    for (let i = j; i < values.length; i += width) sum += values[i];
    const mean = sum / images;
    for (let i = j; i < values.length; i += width) squares += (values[i] - mean) ** 2;
    scale[j] = 1 / Math.sqrt(squares / images + epsilon);
    for (let i = j; i < values.length; i += width) normalized[i] = (values[i] - mean) * scale[j];
  }
  return {normalized, scale};
}
