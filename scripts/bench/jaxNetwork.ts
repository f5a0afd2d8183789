import {lax, nn, numpy} from "@jax-js/jax";
import {epsilon} from "../../components/model/normConstants.js";
import {evaluate} from "../../components/network/fold.js";
import type {Conv, Leaf} from "../../components/network/leaf.js";
import {createLayerNamer, parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {valuesToPyTorch} from "../../components/weights/pytorchLayout.js";
import type {Task} from "./task.js";

/** An array of jax-js. Every use but the last takes a reference: `x.ref`. */
export type JaxArray = numpy.Array;

type Arrays = Record<string, JaxArray>;

/** Returns the mean cross-entropy of a batch, and each normalization's batch statistics, as a function of parameters and batch. */
export function jaxLoss({network, batch}: Task) {
  return (p: Arrays, x: JaxArray, labels: JaxArray): [JaxArray, Arrays] => {
    const statistics: Arrays = {};
    const pass = createPass(p, batch, statistics);
    const nameOf = createLayerNamer();
    const logits = evaluate<JaxArray>(network, pass.own(x), {
      leaf: (leaf, x, label) => pass.own(pass.apply(leaf, x, parametric(leaf) ? nameOf(leaf, label) : "")),
      sum: (branches) => pass.own(branches.map(({ref}) => ref).reduce((a, b) => a.add(b))),
      concat: (branches) =>
        pass.own(
          numpy.concatenate(
            branches.map(({ref}) => ref),
            1
          )
        )
    });
    const likelihood = numpy.sum(nn.logSoftmax(logits.ref, -1).mul(labels), -1);
    const loss = numpy.mean(likelihood.mul(-1));
    pass.free();
    for (const name in p) p[name].dispose();
    return [loss, statistics];
  };
}

/** Returns the parameters' first values. */
export function jaxParameters(task: Task): Arrays {
  return arraysOf(task, ({trainable}) => trainable);
}

/** Returns the running statistics' first values. */
export function jaxStatistics(task: Task): Arrays {
  return arraysOf(task, ({trainable}) => !trainable);
}

/**
 * What layers do in one pass. Layers take references of what they read, so that a value may be read by several; the pass
 * owns all values, and frees them at its end.
 */
function createPass(p: Arrays, batch: number, statistics: Arrays) {
  const owned = new Set<JaxArray>();
  const own = (x: JaxArray): JaxArray => {
    owned.add(x);
    return x;
  };
  const free = () => owned.forEach((x) => x.dispose());
  return {own, free, apply};

  function apply(leaf: Leaf, x: JaxArray, name: string): JaxArray {
    const perChannel = (part: string) => p[`${name}.${part}`].ref.reshape([1, -1, 1, 1]);
    switch (leaf.type) {
      case "conv": {
        const y = convolution(leaf, x.ref, p[`${name}.weight`].ref);
        return leaf.bias ? y.add(perChannel("bias")) : y;
      }
      case "dense": {
        const y = numpy.matmul(x.ref.reshape([batch, -1]), p[`${name}.weight`].ref);
        return leaf.bias ? y.add(p[`${name}.bias`].ref) : y;
      }
      case "norm": {
        const {normalized, mean, variance} = normalize(x);
        const count = x.shape[0] * x.shape[2] * x.shape[3];
        statistics[`${name}.running_mean`] = mean;
        statistics[`${name}.running_var`] = variance.mul(count / Math.max(count - 1, 1));
        return normalized.mul(perChannel("weight")).add(perChannel("bias"));
      }
      case "relu":
        return nn.relu(x.ref);
      case "tanh":
        return numpy.tanh(x.ref);
      case "sigmoid":
        return nn.sigmoid(x.ref);
      case "globalAveragePool":
        return numpy.mean(x.ref, [2, 3], {keepdims: true});
      case "identity":
        return x.ref;
      case "scale":
        return x.ref.mul(leaf.factor);
      case "subsample":
        return subsample(x, leaf.stride);
      case "padChannels":
        return numpy.pad(x.ref, [[0, 0], [0, leaf.channels - x.shape[1]], [0, 0], [0, 0]]); // prettier-ignore
      default:
        throw new Error(`no function of jax-js for ${leaf.type}`);
    }
  }
}

function convolution({stride, padding, dilation, groups}: Conv, x: JaxArray, weight: JaxArray): JaxArray {
  return lax.convGeneralDilated(
    x,
    weight,
    [stride, stride],
    [
      [padding, padding],
      [padding, padding]
    ],
    {rhsDilation: [dilation, dilation], featureGroupCount: groups}
  );
}

function normalize(x: JaxArray): {normalized: JaxArray; mean: JaxArray; variance: JaxArray} {
  const axes = [0, 2, 3];
  const mean = numpy.mean(x.ref, axes, {keepdims: true});
  const centred = x.ref.sub(mean.ref);
  const variance = numpy.mean(numpy.square(centred.ref), axes, {keepdims: true});
  const inverse = numpy.reciprocal(numpy.sqrt(variance.ref.add(epsilon)));
  return {normalized: centred.mul(inverse), mean: mean.reshape([-1]), variance: variance.reshape([-1])};
}

/** jax-js has no strided slices: rows and columns are put in groups, whose firsts are taken. */
function subsample(x: JaxArray, stride: number): JaxArray {
  const [batch, channels, height, width] = x.shape;
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const missing = [rows * stride - height, columns * stride - width];
  const whole = numpy.pad(x.ref, [[0, 0], [0, 0], [0, missing[0]], [0, missing[1]]]); // prettier-ignore
  return whole.reshape([batch, channels, rows, stride, columns, stride]).slice([], [], [], 0, [], 0);
}

function parametric({type}: Leaf): boolean {
  return type === "conv" || type === "dense" || type === "norm";
}

function arraysOf({network, input, valuesOf}: Task, wanted: (spec: ParameterSpec) => boolean): Arrays {
  const specs = parameters(network, input).filter(wanted);
  return Object.fromEntries(specs.map((spec) => [spec.name, arrayOf(spec, valuesOf(spec))]));
}

/** A convolution's weight in PyTorch's order, which is jax-js's too; a dense one's in ours. */
function arrayOf(spec: ParameterSpec, values: Float32Array): JaxArray {
  if (spec.shape.length !== 4) return numpy.array(values).reshape([...spec.shape]);
  const [height, width, channels, filters] = spec.shape;
  return numpy.array(valuesToPyTorch(values, spec)).reshape([filters, channels, height, width]);
}
