import {type RunSpec, shallowSpec, toNetwork} from "../components/experiment/runSpec.js";
import {initialValues} from "../components/model/initialise.js";
import {describe as describeNetwork} from "../components/network/describe.js";
import {parameters, type ParameterSpec} from "../components/network/parameters.js";
import {learningRateOf} from "../components/worker/trainer.js";

/** A network as it is built, whatever its options are called: a line for each layer, and how its values begin. */
export interface NetworkEffect {
  input: readonly number[];
  parameters: number;
  multiplyAdds: number;
  /** Such as `conv1: conv 3×3, 8 → 16×16×8, 216`: operation, output and parameters. */
  layers: string[];
  /** Layers whose γ starts at 0. */
  zeroGammas: string[];
}

/** What training by a run spec does, whatever the spec's fields are called. */
export interface RunEffect {
  /** The first weights of the first and the last layer: they follow from seed and initialisation. */
  firstWeights: number[];
  images: {name: string; size: number; augment: boolean};
  /** In the first step, after a quarter, half and three quarters of the steps, and in the last one. */
  learningRates: number[];
  momentum: number;
  weightDecay: number;
  steps: number;
  batch: number;
  seed: number;
  /** Steps between tests, images in a test, and steps between measurements. */
  intervals: number[];
  /** The probability that the last residual function survives a step. */
  survival: number;
  /** How many residual functions survive each step, if that is set. */
  survivingBlocks?: number;
  /** The parameters of the network that is deepened, and after how many steps. */
  deepened?: {parameters: number; afterSteps: number};
}

/** Returns what the network of *spec* is. */
export function networkEffect(spec: RunSpec): NetworkEffect {
  const {name, expression, input} = toNetwork(spec);
  const {layers, ...totals} = describeNetwork(name, expression, input);
  const lines = layers.map(
    (layer) => `${layer.name}: ${layer.operation} → ${layer.output.join("×")}, ${layer.parameters}`
  );
  const zeroGammas = parameters(expression, input).filter(({zeroInit}) => zeroInit);
  return {
    input,
    parameters: totals.parameters,
    multiplyAdds: totals.multiplyAdds,
    layers: lines,
    zeroGammas: zeroGammas.map(({layerName}) => layerName)
  };
}

/** Returns what training by *spec* does. */
export function runEffect(spec: RunSpec): RunEffect {
  const {expression, input} = toNetwork(spec);
  const weights = parameters(expression, input).filter(({kind}) => kind === "weight");
  const {steps, batch, seed, dataset, optimizer, deepened} = spec;
  const at = [0, 0.25, 0.5, 0.75].map((share) => Math.floor(share * steps));
  return {
    firstWeights: [weights[0], weights[weights.length - 1]].flatMap((weight) => firstValues(weight, spec)),
    images: {name: dataset.name, size: dataset.size, augment: dataset.augment},
    learningRates: [...at, steps - 1].map((step) => learningRateOf(spec, step)),
    momentum: optimizer.momentum ?? 0,
    weightDecay: optimizer.weightDecay,
    ...{steps, batch, seed},
    intervals: [spec.evaluationInterval, spec.evaluationImages, spec.measurementInterval],
    survival: spec.network.survival ?? 1,
    ...(spec.network.survivingBlocks && {survivingBlocks: spec.network.survivingBlocks}),
    ...(deepened && {
      deepened: {parameters: networkEffect(shallowSpec(spec)!).parameters, afterSteps: deepened.afterSteps}
    })
  };
}

function firstValues(weight: ParameterSpec, {seed, initialisation, headInit}: RunSpec): number[] {
  return [...initialValues(weight, seed, {initialisation, headInit}).slice(0, 2)];
}
