import type {OptimizerSettings} from "../../components/experiment/optimizers/optimizers.js";
import {initialValues} from "../../components/model/initialise.js";
import type {Expression} from "../../components/network/expression.js";
import type {ParameterSpec} from "../../components/network/parameters.js";
import type {Volume} from "../../components/network/shapes.js";
import {createRandom, normal} from "../../components/random/random.js";
import {type BenchConfig, networkOf} from "./benchConfigs.js";

/** What every implementation is given: the same network, weights and batch, so that all should tell the same losses. */
export interface Task {
  readonly config: BenchConfig;
  readonly network: Expression;
  /** `[height, width, channels]` */
  readonly input: Volume;
  readonly classes: number;
  readonly batch: number;
  /** `[batch, height, width, channels]` */
  readonly images: Float32Array;
  /** `[batch]` */
  readonly labels: Int32Array;
  readonly sgd: Required<Pick<OptimizerSettings, "learningRate" | "momentum" | "weightDecay">>;
  /** What createModel starts from, by this seed. */
  readonly seed: number;
  /** Returns the first values of a parameter or running statistic. */
  valuesOf(spec: ParameterSpec): Float32Array;
}

const seed = 1;
const classes = 10;

/** Returns the task of a *config*. */
export function createTask(config: BenchConfig): Task {
  const {expression, input} = networkOf(config);
  const {batch} = config;
  const random = createRandom(seed);
  const size = batch * input.reduce((product, n) => product * n, 1);
  return {
    config,
    network: expression,
    input,
    classes,
    batch,
    images: Float32Array.from({length: size}, () => normal(random)),
    labels: Int32Array.from({length: batch}, (_, image) => image % classes),
    sgd: {learningRate: 0.01, momentum: 0.9, weightDecay: 0}, // no decay: tf.layers has none
    seed,
    valuesOf: (spec) => initialValues(spec, seed)
  };
}
