import type {Optimizer} from "../experiment/optimizers/optimizer.js";
import {optimizerOf, type OptimizerType} from "../experiment/optimizers/optimizers.js";
import type {Expression} from "../network/expression.js";
import {parameters, type ParameterSpec} from "../network/parameters.js";
import type {Volume} from "../network/shapes.js";
import {allocate} from "./allocate.js";
import {type BackwardOptions, lowerBackward} from "./backward.js";
import {lowerForward} from "./forward.js";
import {fuse} from "./fuse.js";
import {type GatePlaces, gatePlaces} from "./gatePlaces.js";
import {gatesOf, type OperationGraph} from "./graph.js";
import type {Ground} from "./ground.js";
import {headOf} from "./headOf.js";
import {lossCall, type LossType} from "./lossCall.js";
import type {MachinePlan} from "./machinePlan.js";
import {type Observation, observeBlocks} from "./observe.js";
import type {NormMode} from "./operations/lowering.js";
import {optimizerCall, scalarsSize} from "./optimizerCall.js";
import {createParameterLayout, type ParameterLayout, slotSize} from "./parameterLayout.js";
import {type Parts, type Program, withoutTrace} from "./program.js";
import {activationTensor, sizeOf} from "./sizes.js";
import type {Space, Tensor} from "./tensor.js";
import {trace} from "./trace.js";

/** What a plan is made for. */
export interface PlanOptions {
  /** Images in a batch. */
  batch: number;
  parts: Parts;
  /** Defaults to "crossEntropy". */
  loss?: LossType;
  /** The share of each target of a step that goes to all classes alike; evaluate has none. Defaults to 0. */
  labelSmoothing?: number;
  /** What moves the parameters. Defaults to "sgd". */
  optimizer?: OptimizerType;
  /** Whether a step also gives the gradient of the images, and keeps the output. Defaults to false. */
  withInput?: boolean;
  /**
   * Whether a step trains all of the network, or its head alone: its last dense layer. No gradient of a frozen body is computed: they
   * stay 0. Defaults to "trained".
   */
  body?: "trained" | "frozen";
  /** Of a frozen body: what normalizations go by in a step, the batch, which running statistics follow, or those. Defaults to "batch". */
  statistics?: NormMode;
}

/**
 * A training step as a fixed list of kernels, and where their tensors are: all that is known before a device is. Made
 * once for a network and batch, then run again and again.
 */
export interface Plan extends MachinePlan, GatePlaces {
  readonly specs: readonly ParameterSpec[];
  readonly batch: number;
  readonly input: Volume;
  readonly layout: ParameterLayout;
  readonly optimizer: Optimizer;
  /** Forward, loss, backward, and the optimiser's step, which is the last call. */
  readonly train: Program;
  /** Like train, without the last call, and running statistics stay as they are. */
  readonly differentiate: Program;
  /** Forward with running statistics, and loss. */
  readonly evaluate: Program;
  /** A forward pass that measures every residual block, on the batch of the last step. */
  readonly observe: Program;
  readonly observations: readonly Observation[];
  /** Numbers in each space but the activation memory. */
  readonly sizes: Readonly<Record<Exclude<Space, "activations">, number>>;
  readonly tensors: PlanTensors;
}

/** Tensors that a plan's user writes or reads. */
export interface PlanTensors {
  readonly images: Tensor;
  readonly labels: Tensor;
  readonly testImages: Tensor;
  readonly testLabels: Tensor;
  /** Mean loss, error count. */
  readonly metrics: Tensor;
  /** The scalars of the optimiser's formulas, in their order. */
  readonly scalars: Tensor;
  /** What dropout draws by in the next pass: see seedHalves in model/dropoutMask.ts. */
  readonly seed: Tensor;
  /** The network's output after train and differentiate, of a plan made withInput. */
  readonly trainOutput: Tensor;
  /** The network's output after evaluate. */
  readonly output: Tensor;
  /** The gradient of the images after train and differentiate, of a plan made withInput. */
  readonly inputGradient?: Tensor;
}

/**
 * Returns the plan of a *network* for batches of images of *input* size. Throws where a layer does not fit its input.
 */
export function createPlan(
  network: Expression,
  input: Volume,
  {
    batch,
    parts,
    loss = "crossEntropy",
    labelSmoothing,
    optimizer: type,
    withInput = false,
    body = "trained",
    statistics = "batch"
  }: PlanOptions
): Plan {
  const specs = parameters(network, input);
  const layout = createParameterLayout(specs);
  const head = body === "frozen" ? headOf(specs) : undefined;
  if (head !== undefined && withInput)
    throw new RangeError("invalid withInput: true; with a frozen body the images have no gradient");
  const optimizer = optimizerOf(type);
  const traced = trace(network, input);
  const graph = fuse(traced);
  const given = givenTensors(graph, batch, loss, optimizer);
  const gates = gatePlaces(gatesOf(graph));
  const {images, seed} = given;
  const ground: Ground = {batch, layout, parts, images, seed, gate: gates.gate};
  const {gradients, ...trained} = differentiation(graph, ground, {
    ...{loss, labelSmoothing, given, statistics},
    ...{withInput, only: head}
  });
  const evaluation = lowerForward(
    graph,
    {...ground, images: given.testImages, gate: gates.testGate},
    "running"
  );
  const output = evaluation.tensorOf(graph.output);
  const {metrics, scalars, testLabels: labels} = given;
  const evaluationLoss = lossCall(loss, graph.output, {output, labels, metrics});
  const measured = observeBlocks(traced, ground);
  const programs = {
    train: {name: "train", calls: [...gradients, optimizerCall(optimizer, layout, {scalars, only: head})]},
    differentiate: {name: "differentiate", calls: gradients.map(withoutTrace)},
    evaluate: {name: "evaluate", calls: [...evaluation.calls, evaluationLoss]},
    observe: {name: "observe", calls: measured.calls}
  };
  const pinned = new Set([output, ...(withInput ? [trained.trainOutput, trained.inputGradient!] : [])]);
  return {
    ...programs,
    ...gates,
    programs: [programs.train, programs.evaluate, ...(withInput ? [programs.differentiate] : [])],
    seldom: [programs.observe, ...(withInput ? [] : [programs.differentiate])],
    specs,
    batch,
    input,
    layout,
    optimizer,
    observations: measured.observations,
    allocation: allocate([programs.train, programs.evaluate, programs.observe], pinned),
    sizes: {
      parameters: layout.size,
      gradients: layout.size,
      ...Object.fromEntries(optimizer.slots.map((slot) => [`slot:${slot}`, layout.size])),
      statistics: layout.statisticsSize,
      gates: Math.max(1, 2 * gates.blocks.length) * slotSize,
      images: given.images.size,
      labels: given.labels.size,
      testImages: given.testImages.size,
      testLabels: given.testLabels.size,
      metrics: slotSize,
      scalars: scalars.size,
      seed: given.seed.size,
      observations: Math.max(1, measured.observations.length) * slotSize
    },
    tensors: {...given, ...trained, output}
  };
}

/** Tensors that are there before anything is computed, each in a space of its own. */
type GivenTensors = Pick<
  PlanTensors,
  "images" | "labels" | "testImages" | "testLabels" | "metrics" | "scalars" | "seed"
>;

function givenTensors(
  graph: OperationGraph,
  batch: number,
  loss: LossType,
  optimizer: Optimizer
): GivenTensors {
  const at = (space: Space, size: number): Tensor => ({name: space, space, size, offset: 0});
  const imageSize = sizeOf(graph.input, batch);
  const labelSize = loss === "crossEntropy" ? batch : sizeOf(graph.output, batch);
  return {
    images: at("images", imageSize),
    labels: at("labels", labelSize),
    testImages: at("testImages", imageSize),
    testLabels: at("testLabels", labelSize),
    metrics: at("metrics", 2),
    scalars: at("scalars", scalarsSize(optimizer)),
    seed: at("seed", 4)
  };
}

interface DifferentiationOptions extends Pick<BackwardOptions, "withInput" | "only"> {
  loss: LossType;
  labelSmoothing?: number;
  given: GivenTensors;
  statistics: NormMode;
}

/** Forward, loss and backward. */
function differentiation(
  graph: OperationGraph,
  ground: Ground,
  {loss, labelSmoothing, given, statistics, ...options}: DifferentiationOptions
) {
  const forward = lowerForward(graph, ground, statistics, {training: true});
  const trainOutput = forward.tensorOf(graph.output);
  const outputGradient = activationTensor("gradient of the output", trainOutput.size);
  const {labels, metrics} = given;
  const lossOf = {output: trainOutput, labels, metrics, gradient: outputGradient, labelSmoothing};
  const backward = lowerBackward(graph, forward, ground, {outputGradient, ...options});
  return {
    gradients: [...forward.calls, lossCall(loss, graph.output, lossOf), ...backward.calls],
    trainOutput,
    inputGradient: backward.inputGradient
  };
}
