import {classSubsets} from "../dataset/classSubset.js";
import {datasets} from "../dataset/descriptors.js";
import {normalizations} from "../dataset/normalization.js";
import {ownLimits} from "../dataset/ownLimits.js";
import {choice, flag, integer, number, numberChoice, type Settings} from "../fields/field.js";
import {labelsOf} from "../fields/labelsOf.js";
import {blockLabels, networkFields} from "../network/networkFields.js";
import type {backendNames} from "./backend.js";
import {optimizers, type OptimizerType} from "./optimizers/optimizers.js";
import {shippedWeights} from "./shippedWeights.js";

// The field table: every setting of an experiment, described once. The run spec and its validation, links, forms, the
// documentation of the embed, the editor's completion and the matching of recordings are made from it. A new setting is
// one entry here, and its effect.

/** What may be chosen about a network that is trained; wider ones would not fit a browser. */
const network = {
  ...pick(networkFields, [
    ...([
      "width",
      "block",
      "layersPerBlock",
      "cardinality",
      "groupWidth",
      "shortcut",
      "shortcutScale"
    ] as const),
    ...([
      "norm",
      "zeroInitResidual",
      "order",
      "preActivation",
      "activation",
      "localResponse",
      "head",
      "reductions"
    ] as const)
  ]),
  width: integer({...networkFields.width, form: true, least: 1, most: 256, default: 8}),
  cardinality: integer({...networkFields.cardinality, form: true, least: 1, most: 256}),
  shortcut: choice({
    ...networkFields.shortcut,
    choices: {A: "option A", B: "option B", C: "option C"},
    form: true
  }),
  block: choice({...networkFields.block, choices: blockLabels, form: true}),
  groupWidth: integer({...networkFields.groupWidth, least: 1, most: 256}),
  shortcutScale: number({...networkFields.shortcutScale, least: 0, most: 10, default: 1}),
  norm: flag({...networkFields.norm, form: true, default: true}),
  zeroInitResidual: flag({...networkFields.zeroInitResidual, form: true, default: false}),
  survival: number({
    least: 0,
    most: 1,
    open: "least",
    label: "Survival",
    help: "Stochastic depth: how likely a residual network's last block is in a step (Huang et al. 2016); 1 drops none.",
    curve: (survival) => `stochastic depth ${survival}`
  }),
  survivingBlocks: integer({
    least: 1,
    most: 601,
    label: "Surviving blocks",
    help: "How many residual functions are computed in a training step, others in each (Veit et al. 2016); all, if nothing is said.",
    curve: (count) => `${count} blocks a step`
  }),
  weights: choice({
    choices: labelsOf(shippedWeights),
    label: "Weights",
    help: "What a network begins with: weights drawn at random, or those that were trained on other classes, but for its head.",
    curve: (weights) => shippedWeights[weights].curve
  }),
  body: choice({
    choices: {trained: "trained", frozen: "frozen"},
    label: "Body",
    help: "Whether all of a network is trained, or its head alone, its last dense layer; nothing else is then updated.",
    curve: (body) => body
  }),
  statistics: choice({
    choices: {follow: "follow the batches", frozen: "frozen"},
    label: "Running statistics",
    help: "Of a frozen body: whether batch normalization is in PyTorch's train mode and its running statistics follow the batches, or in eval mode, which normalizes by them.",
    curve: (statistics) => (statistics === "frozen" ? "in eval mode" : "in train mode")
  }),
  unfrozenAfter: integer({
    least: 1,
    most: 100_000,
    label: "Unfrozen after",
    unit: "steps",
    help: "When a frozen body is trained too, from the next step on. By default it stays frozen.",
    curve: (unfrozenAfter) => `unfrozen after ${unfrozenAfter} steps`
  })
};

const dataset = {
  name: choice({
    key: "dataset",
    choices: labelsOf(datasets),
    default: "shapes",
    unoffered: ["own"], // a reader gives them beside what trains on them
    form: true,
    label: "Images",
    help: "The images to train on: generated shapes, the reader's CIFAR-10, or images of the reader's own classes."
  }),
  size: numberChoice({
    choices: {16: "16×16", 32: "32×32"},
    default: 16,
    form: true,
    label: "Size",
    unit: "pixels",
    help: "Height and width of an image."
  }),
  difficulty: choice({
    choices: {plain: "plain", crowded: "crowded"},
    default: "plain",
    form: true,
    label: "Difficulty",
    help: "Of generated shapes: crowded ones are smaller and turned further, with strokes behind and before them, and noise."
  }),
  normalization: choice({
    choices: normalizations,
    default: "deviation",
    form: true,
    label: "Taken out",
    help: "Of pixels from 0 to 1, before the network sees them: the mean of each channel, and its deviation."
  }),
  classes: choice({
    choices: classSubsets,
    default: "all",
    label: "Classes",
    help: "Which of the data set's classes are there, in training as in the test."
  }),
  numClasses: integer({
    least: ownLimits.leastClasses,
    most: ownLimits.mostClasses,
    label: "Own classes",
    unit: "classes",
    help: `How many classes the reader's own images have, by default ${ownLimits.leastClasses}.`
  }),
  imagesPerClass: integer({
    least: 0,
    most: 5000,
    default: 0,
    label: "Images a class",
    unit: "images",
    help: "Training images of each class, which the seed chooses; 0 takes all."
  }),
  augment: flag({
    default: false,
    form: true,
    label: "Shift and mirror",
    help: "Whether training images are shifted and mirrored at random (He et al. 2015, §4.2)."
  })
};

const optimizer = {
  type: choice({
    key: "optimizer",
    choices: Object.fromEntries(optimizers.map(({type, label}) => [type, label])) as Record<
      OptimizerType,
      string
    >,
    default: "sgd",
    form: true,
    label: "Optimizer",
    help: "How a step follows from gradients: SGD with momentum, or AdamW (Loshchilov and Hutter 2019)."
  }),
  learningRate: number({
    least: 0,
    most: 10,
    former: ["rate"],
    form: true,
    label: "Learning rate",
    help: "How far a step goes; 0.05 for SGD, 0.001 for AdamW unless chosen."
  }),
  momentum: number({
    least: 0,
    most: 1,
    open: "most",
    form: true,
    label: "Momentum",
    help: "Of SGD: the share of the last velocity that stays; 0.9 unless chosen."
  }),
  nesterov: flag({
    form: true,
    label: "Nesterov",
    help: "Of SGD: whether the gradient is looked at where the momentum leads."
  }),
  beta1: number({
    least: 0,
    most: 1,
    open: "most",
    label: "β₁",
    help: "Of AdamW: the share of the mean gradient that stays; 0.9 unless chosen."
  }),
  beta2: number({
    least: 0,
    most: 1,
    open: "most",
    label: "β₂",
    help: "Of AdamW: the share of the mean squared gradient that stays; 0.999 unless chosen."
  }),
  epsilon: number({
    least: 0,
    most: 1,
    open: "least",
    label: "ε",
    help: "Of AdamW: what is added to the root of the mean square; 1e-8 unless chosen."
  }),
  weightDecay: number({
    least: 0,
    most: 1,
    former: ["decay"],
    form: true,
    label: "Weight decay",
    help: "How strongly weights are drawn to 0; 0.0001 for SGD, 0.01 for AdamW unless chosen."
  })
};

const schedule = {
  type: choice({
    key: "schedule",
    choices: {constant: "constant", cosine: "cosine", steps: "÷ 10 at ½ and ¾"},
    default: "constant",
    label: "Schedule",
    help: "The learning rate's course over the steps."
  }),
  warmupSteps: integer({
    least: 0,
    most: 100_000,
    default: 0,
    former: ["warmup"],
    label: "Warm-up",
    unit: "steps",
    help: "Steps over which the learning rate rises from 0."
  })
};

const training = {
  steps: integer({
    least: 1,
    most: 100_000,
    default: 200,
    form: true,
    label: "Steps",
    help: "Training steps."
  }),
  batch: integer({
    least: 1,
    most: 1024,
    default: 64,
    form: true,
    label: "Batch",
    unit: "images",
    help: "Images in a step."
  }),
  seed: integer({
    least: 0,
    most: 4_294_967_295,
    default: 1,
    form: true,
    label: "Seed",
    help: "A number that chooses the initialisation and the order of the images."
  }),
  initialisation: choice({
    choices: {he: "by fan-in", small: "0.01 everywhere"},
    default: "he",
    label: "First weights",
    help: "The deviation of the first weights: by each layer's fan-in (He et al. 2015, arXiv:1502.01852), or 0.01."
  }),
  headInit: choice({
    choices: {he: "by fan-in", zero: "0", pytorch: "as PyTorch's"},
    default: "he",
    form: true,
    label: "Head begins",
    help: "The first weights of the last dense layer: by its fan-in, at 0, or as PyTorch's nn.Linear, uniform within ±1/√fan-in."
  }),
  labelSmoothing: number({
    least: 0,
    most: 0.5,
    default: 0,
    form: true,
    label: "Label smoothing",
    help: "The share of each target that goes to all classes alike (Szegedy et al. 2016, §7)."
  }),
  evaluationInterval: integer({
    least: 1,
    most: 100_000,
    default: 25,
    former: ["evaluate"],
    form: true,
    label: "Test every",
    unit: "steps",
    help: "Steps from one measurement of the test error to the next."
  }),
  evaluationImages: integer({
    least: 1,
    most: 100_000,
    default: 500,
    label: "Test images",
    help: "Test images in a measurement."
  }),
  measurementInterval: integer({
    least: 0,
    most: 100_000,
    default: 0,
    label: "Measure every",
    unit: "steps",
    help: "Steps from one measurement of gradients and blocks to the next, the first step included; 0 measures none."
  })
};

/** Where an experiment runs and how it is shown: nothing that a run's curve follows from. */
const display = {
  backend: choice({
    choices: {
      auto: "the fastest that works",
      webgpu: "WebGPU",
      wasm: "WebAssembly",
      webgl: "WebGL",
      "webgpu-software": "WebGPU, software",
      cpu: "JavaScript"
    } satisfies Record<"auto" | (typeof backendNames)[number], string>,
    default: "auto",
    form: true,
    label: "Trains on",
    help: "The backend to try before the others."
  }),
  executor: choice({
    choices: {plan: "our own kernels", reference: "TensorFlow.js, operation by operation"},
    default: "plan",
    former: ["path"],
    form: true,
    label: "By",
    help: "What trains: a plan of our own kernels, or the reference, which is TensorFlow.js."
  }),
  workers: integer({
    least: 1,
    most: 256,
    label: "Workers",
    help: "The most threads to train on, where networks train on the processor; one a core unless chosen."
  }),
  threads: integer({
    least: 1,
    most: 256,
    label: "Threads",
    help: "The most threads that make one network, where the page is isolated; the cores that are left unless chosen."
  }),
  autoplay: flag({default: false, label: "Autoplay", help: "Whether training starts at once."})
};

/** The field table, by the section of a run spec that a setting is in; those of `training` stand in no section. */
export const fields = {network, dataset, optimizer, schedule, training, display};

/** What a setting is for. */
export type Section = keyof typeof fields;

/** What can be chosen about a network that is trained. Options that its family does not have change nothing. */
export type NetworkSettings = Settings<typeof network>;

/** The images to train on. */
export type DatasetSettings = Settings<typeof dataset>;

/** The optimiser, and its numbers. Unless chosen, they are the optimiser's own. */
export type OptimizerChoice = Settings<typeof optimizer>;

/** How the learning rate changes over the steps. */
export type ScheduleSettings = Settings<typeof schedule>;

/** How long, on how many images, and how it is measured. */
export type TrainingSettings = Settings<typeof training>;

function pick<T, const Name extends keyof T>(table: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Pick<T, Name>;
}
