import * as tf from "@tensorflow/tfjs";
import type {ModelState} from "../experiment/modelState.js";
import {optimizerOf, type OptimizerType, type StepOptions} from "../experiment/optimizers/optimizers.js";
import type {Expression} from "../network/expression.js";
import {parameters, type ParameterSpec} from "../network/parameters.js";
import {residualBlocks} from "../network/residualBlocks.js";
import type {Volume} from "../network/shapes.js";
import type {BatchStatistics} from "./batchNorm.js";
import {crossEntropy, errorCount} from "./crossEntropy.js";
import {forward, type ForwardContext} from "./forward.js";
import type {Gate} from "./gate.js";
import {type FirstValues, initialValues} from "./initialise.js";
import {deviations, type Measurements} from "./measurements.js";
import {replaceReduceGradients} from "./reduceGradients.js";
import {ModelVariables} from "./variables.js";

/** What a batch gave: the mean loss in nats, and how many images were put in a wrong class. */
export interface BatchResult {
  lossNats: number;
  errors: number;
}

/** Loss and gradients of one batch; tensors that the caller disposes. */
export interface LossAndGradients {
  output: tf.Tensor4D;
  loss: tf.Scalar;
  /** By parameter name, each of its parameter's shape. */
  gradients: Map<string, tf.Tensor>;
  inputGradient?: tf.Tensor4D;
}

/** How a model trains. */
export interface ModelTraining {
  /** What moves the parameters. Defaults to "sgd". */
  optimizer?: OptimizerType;
  /** The share of each target of a step that goes to all classes alike. Defaults to 0. */
  labelSmoothing?: number;
  /** Whether a step trains all of the network, or its head alone: its last dense layer. Defaults to "trained". */
  body?: "trained" | "frozen";
  /** What normalizations go by in a step: the batch, which running statistics follow, or those. Defaults to "batch". */
  statistics?: "batch" | "running";
}

/**
 * A network's parameters on the backend that was set when it was made: the reference path, which runs on any backend.
 * Made by createModel; must be disposed.
 */
export class Model {
  readonly specs: readonly ParameterSpec[];
  /** Residual blocks whose sums have a gate, in order. */
  readonly blocks: readonly string[];
  private readonly gates = new Map<string, Gate>();
  private readonly variables: ModelVariables;
  /** The share of each target of a step that goes to all classes alike. */
  private readonly labelSmoothing: number;
  private readonly statistics: "batch" | "running";
  /** What measure needs of the last step: its batch, and the norm of every gradient. */
  private last?: {x: tf.Tensor4D; norms: tf.Tensor1D; seed?: number};

  constructor(
    readonly network: Expression,
    readonly input: Volume,
    valuesOf: (spec: ParameterSpec) => Float32Array,
    {optimizer, labelSmoothing = 0, body = "trained", statistics = "batch"}: ModelTraining = {}
  ) {
    this.labelSmoothing = labelSmoothing;
    this.statistics = statistics;
    this.specs = parameters(network, input);
    this.blocks = residualBlocks(network);
    this.variables = new ModelVariables(this.specs, valuesOf, {optimizer: optimizerOf(optimizer), body});
  }

  /** Returns the network's output for *x* `[batch, height, width, channels]`, with running statistics. */
  predict(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => forward(this.network, x, this.context({training: false})));
  }

  /**
   * Returns loss and gradients of one training pass over *x*, and updates the running statistics, unless **follows** is
   * false. *lossOf* makes the loss of the output. **withInput** asks for the gradient of *x* too. What the loss does not depend on, since gates have
   * dropped its residual function, has gradients of 0, and so has a frozen body, through which nothing goes back.
   */
  gradients(
    x: tf.Tensor4D,
    lossOf: (output: tf.Tensor4D) => tf.Scalar,
    {
      withInput = false,
      seed = 0,
      follows = true
    }: {withInput?: boolean; seed?: number; follows?: boolean} = {}
  ): LossAndGradients {
    let output!: tf.Tensor4D;
    const statistics = new Map<string, {batch: BatchStatistics; count: number}>();
    const names = this.variables.moved.map(({name}) => name);
    const loss = () => {
      output = tf.keep(
        forward(this.network, x, {
          ...this.context({training: true}),
          seed,
          onStatistics: (name, batch, count) => statistics.set(name, {batch, count})
        })
      );
      return lossOf(output);
    };
    const differentiated = [...names.map((name) => this.variables.get(name)), ...(withInput ? [x] : [])];
    // Of the engine, since tf.valueAndGrads throws where a gradient is missing.
    const {value, grads} = tf.engine().gradients(loss, differentiated);
    const gradientOf = (i: number) => (grads[i] as tf.Tensor | null) ?? tf.zerosLike(differentiated[i]);
    const moved = new Map(names.map((name, i) => [name, gradientOf(i)]));
    if (follows) for (const [name, {batch, count}] of statistics) this.variables.follow(name, batch, count);
    return {
      output,
      loss: value,
      gradients: new Map(
        this.variables.trainable.map(({name}) => [
          name,
          moved.get(name) ?? tf.zerosLike(this.variables.get(name))
        ])
      ),
      ...(withInput && {inputGradient: gradientOf(names.length) as tf.Tensor4D})
    };
  }

  /**
   * Trains on one batch and returns its loss and error count, both from before the step. **measured** keeps what
   * measure needs until then.
   *
   * - *images*: `[batch, height, width, channels]`; *labels*: `[batch]`
   */
  async step(
    images: Float32Array,
    labels: Int32Array,
    options: StepOptions & {seed?: number; measured?: boolean}
  ): Promise<BatchResult> {
    this.forgetLast();
    const result = tf.tidy(() => {
      const [x, y] = this.batch(images, labels);
      const {output, loss, gradients} = this.gradients(
        x,
        (output) => crossEntropy(logitsOf(output), y, this.labelSmoothing),
        options
      );
      this.apply(gradients, options);
      if (options.measured)
        this.last = {x: tf.keep(x), norms: tf.keep(normsOf(gradients)), seed: options.seed};
      const errors = errorCount(logitsOf(output), y);
      output.dispose();
      return {loss, errors};
    });
    return read(result);
  }

  /** Measures the last step, which must have been taken with **measured**. */
  async measure(): Promise<Measurements> {
    if (!this.last) throw new Error("nothing to measure; the last step was taken without measured");
    const {x, norms, seed} = this.last;
    this.last = undefined; // ours to free: another step may begin before all is read
    const blocks: string[] = [];
    const squares = tf.tidy(() => {
      const means: tf.Tensor[] = [];
      const onBlock: ForwardContext["onBlock"] = (block, {residual, shortcut}) => {
        blocks.push(block);
        for (const branch of [residual, shortcut]) means.push(tf.mean(tf.square(branch)));
      };
      forward(this.network, x, {...this.context({training: true}), seed, onBlock});
      return means.length > 0 ? tf.stack(means) : tf.tensor1d([]);
    });
    const [gradients, sizes, state] = await Promise.all([norms.data(), squares.data(), this.state()]);
    tf.dispose([x, norms, squares]);
    return {
      gradientNorms: new Map(this.variables.trainable.map(({name}, i) => [name, gradients[i]])),
      responses: blocks.map((block, i) => ({
        block,
        residual: Math.sqrt(sizes[2 * i]),
        shortcut: Math.sqrt(sizes[2 * i + 1])
      })),
      deviations: deviations(this.specs, (name) => state[name])
    };
  }

  /** Like step, except that nothing is learned, and running statistics are used. */
  async evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult> {
    const result = tf.tidy(() => {
      const [x, y] = this.batch(images, labels);
      const logits = logitsOf(this.predict(x));
      return {loss: crossEntropy(logits, y), errors: errorCount(logits, y)};
    });
    return read(result);
  }

  /**
   * Returns the class that each of *images* is put in, by running statistics: that of its largest output.
   *
   * - *images*: `[count, height, width, channels]`; result: `[count]`
   */
  async classify(images: Float32Array): Promise<number[]> {
    const count = images.length / (this.input[0] * this.input[1] * this.input[2]);
    const classes = tf.tidy(() =>
      tf.argMax(logitsOf(this.predict(tf.tensor4d(images, [count, ...this.input]))), 1)
    );
    const values = await classes.data<"int32">();
    classes.dispose();
    return [...values];
  }

  /**
   * Returns the gradient of the mean loss of a batch with respect to its images, by batch statistics; nothing is learned,
   * and running statistics stay as they are.
   *
   * - *images*: `[batch, height, width, channels]`; *labels*: `[batch]`
   * - result: of the images' shape
   */
  async inputGradient(images: Float32Array, labels: Int32Array): Promise<Float32Array> {
    const gradient = tf.tidy(() => {
      const [x, y] = this.batch(images, labels);
      const context = this.context({training: true});
      const loss = (x: tf.Tensor) =>
        crossEntropy(logitsOf(forward(this.network, x as tf.Tensor4D, context)), y);
      return tf.grad(loss)(x);
    });
    const values = await gradient.data<"float32">();
    gradient.dispose();
    return values.slice();
  }

  /** Like inputGradient, except that it is with respect to every parameter, by name. */
  async parameterGradients(images: Float32Array, labels: Int32Array): Promise<Map<string, Float32Array>> {
    const tensors = tf.tidy(() => {
      const [x, y] = this.batch(images, labels);
      const lossOf = (output: tf.Tensor4D) => crossEntropy(logitsOf(output), y, this.labelSmoothing);
      const {output, gradients} = this.gradients(x, lossOf, {follows: false});
      output.dispose();
      return Object.fromEntries(gradients);
    });
    const read = Object.entries(tensors).map(
      async ([name, gradient]) => [name, (await gradient.data<"float32">()).slice()] as const
    );
    const values = await Promise.all(read);
    tf.dispose(tensors);
    return new Map(values);
  }

  /** Multiplies a block's branches from the next pass on. A residual function of which nothing is left is not computed. */
  setGate(block: string, gate: Gate): void {
    if (!this.blocks.includes(block))
      throw new RangeError(`unknown block: ${block}; this network has no such residual block`);
    this.gates.set(block, gate);
  }

  /** Sets the running statistics to those of one batch, *x* `[batch, height, width, channels]`. */
  calibrate(x: tf.Tensor4D): void {
    tf.tidy(() => {
      forward(this.network, x, {
        ...this.context({training: true}),
        onStatistics: (name, statistics) => this.variables.adopt(name, statistics)
      });
    });
  }

  /** Moves the parameters by *gradients*, as the optimiser does. */
  apply(gradients: Map<string, tf.Tensor>, options: StepOptions): void {
    this.variables.step(gradients, options);
  }

  /** Returns a copy of all parameters, running statistics and the optimiser's slots. */
  state(): Promise<ModelState> {
    return this.variables.state();
  }

  /** Sets what a *state* holds; what it does not hold stays. Throws on an unknown name or a wrong size. */
  load(state: ModelState): void {
    this.variables.load(state);
  }

  /** Frees all tensors. */
  dispose(): void {
    this.variables.dispose();
    this.forgetLast();
  }

  private context({training}: {training: boolean}): ForwardContext {
    return {
      parameter: (name) => this.variables.get(name),
      gate: (block) => this.gates.get(block),
      training,
      statistics: training ? this.statistics : "running"
    };
  }

  private forgetLast(): void {
    tf.dispose(this.last);
    this.last = undefined;
  }

  private batch(images: Float32Array, labels: Int32Array): [tf.Tensor4D, tf.Tensor1D] {
    return [tf.tensor4d(images, [labels.length, ...this.input]), tf.tensor1d(labels, "int32")];
  }
}

/** Options of createModel. */
export interface CreateModelOptions extends ModelTraining, FirstValues {
  /** Chooses the first weights. Defaults to 1. */
  seed?: number;
}

/** Returns a model of *network* for images of *input* size, initialised from a **seed**. */
export function createModel(
  network: Expression,
  input: Volume,
  {seed = 1, initialisation, headInit, ...options}: CreateModelOptions = {}
): Model {
  replaceReduceGradients();
  return new Model(network, input, (spec) => initialValues(spec, seed, {initialisation, headInit}), options);
}

/** ‖gradient‖ of every parameter: `[parameters]`. */
function normsOf(gradients: Map<string, tf.Tensor>): tf.Tensor1D {
  return tf.stack([...gradients.values()].map((gradient) => tf.norm(gradient))) as tf.Tensor1D;
}

/** `[batch, 1, 1, classes]` as `[batch, classes]`. */
function logitsOf(output: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(output, [output.shape[0], -1]);
}

/** The step's one read-back: two numbers. */
async function read({loss, errors}: {loss: tf.Scalar; errors: tf.Scalar}): Promise<BatchResult> {
  const [[lossNats], [count]] = await Promise.all([loss.data(), errors.data()]);
  tf.dispose([loss, errors]);
  return {lossNats, errors: count};
}
