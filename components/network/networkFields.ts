import {choice, type Field, flag, integer, number, numberChoice, type Settings} from "../fields/field.js";
import {labelsOf} from "../fields/labelsOf.js";
import type {Order} from "./blocks/order.js";
import {cifarBlocks} from "./zoo/cifarBlocks.js";
import {convNetHeads, localResponses} from "./zoo/convNet.js";

/** What a block's order is called: in forms, and on curves in the words of He et al. 2016, Fig. 4. */
const orders: Record<Order, string> = {
  original: "original order",
  normAfterAddition: "normalization after addition",
  reluBeforeAddition: "ReLU before addition",
  reluOnlyPreActivation: "ReLU-only pre-activation",
  preActivation: "pre-activation"
};

/** What the blocks of CIFAR networks are called among the choices. */
export const blockLabels = labelsOf(cifarBlocks);

/** What can be chosen about a named network. Which of these a network has depends on its family. */
export const networkFields = {
  width: integer({
    least: 1,
    most: 4096,
    label: "Width",
    unit: "channels",
    help: "Channels of the first stage; the next stages have twice and four times as many.",
    curve: (width) => `width ${width}`
  }),
  block: choice({
    choices: blockLabels,
    label: "Block",
    help: "The residual function: two 3×3 convolutions, or a bottleneck of 1×1, 3×3 and 1×1 (He et al. 2015, Fig. 5).",
    curve: (block) => cifarBlocks[block].curve
  }),
  layersPerBlock: numberChoice({
    choices: {1: "1", 2: "2", 3: "3"},
    label: "Layers a block",
    help: "Convolutions in each basic block; they must fill the stages (He et al. 2015, §3.2).",
    curve: (layers) => `${layers} ${layers === 1 ? "layer" : "layers"} a block`
  }),
  cardinality: integer({
    least: 1,
    most: 4096,
    label: "Cardinality",
    help: "Parallel transformations in each bottleneck (Xie et al. 2017, §3).",
    curve: (cardinality) => `cardinality ${cardinality}`
  }),
  groupWidth: integer({
    least: 1,
    most: 4096,
    label: "Group width",
    unit: "channels",
    help: "Channels in each transformation of the first stage; by default what costs as much as cardinality 1.",
    curve: (groupWidth) => `groups of ${groupWidth}`
  }),
  shortcut: choice({
    choices: {A: "option A", B: "option B", C: "option C"},
    label: "Shortcut",
    help: "How a shortcut meets a change of shape: zeros, projections there, or everywhere (He et al. 2015, §3.3 and §4.1).",
    curve: (shortcut) => `option ${shortcut}`
  }),
  shortcutScale: number({
    least: -1e6,
    most: 1e6,
    former: ["scale"],
    label: "λ",
    help: "The shortcut's λ (He et al. 2016, §3.1).",
    curve: (scale) => `λ ${scale}`
  }),
  norm: flag({
    label: "Batch norm",
    help: "Whether there is batch normalization.",
    curve: (norm) => (norm ? "batch normalization" : "no normalization")
  }),
  zeroInitResidual: flag({
    former: ["zeroInit"],
    label: "Last γ starts at 0",
    help: "Whether the last γ of each residual function starts at 0, in orders that end in one.",
    curve: (zero) => (zero ? "last γ from 0" : "last γ from 1")
  }),
  order: choice({
    choices: orders,
    label: "Order",
    help: "The order of convolution, normalization, activation and addition in a block (He et al. 2016, Fig. 4).",
    curve: (order) => orders[order]
  }),
  preActivation: flag({label: "Pre-activation", help: "Short for order preActivation."}),
  activation: choice({
    choices: {relu: "relu", tanh: "tanh", sigmoid: "sigmoid"},
    label: "Activation",
    help: "The function between layers.",
    curve: (activation) => activation
  }),
  localResponse: choice({
    choices: localResponses,
    label: "Local response",
    help: "Of small convolutional networks: how strongly neighbouring channels inhibit each other (Krizhevsky et al. 2012, §3.3).",
    curve: (response) => `local response ${localResponses[response]}`
  }),
  head: choice({
    choices: convNetHeads,
    label: "Head",
    help: "Of small convolutional networks: what turns the last maps into classes.",
    curve: (head) => convNetHeads[head]
  }),
  reductions: flag({
    label: "Reductions",
    help: "Of small Inception networks: whether 1×1 convolutions come before the larger windows (Szegedy et al. 2014, Fig. 2).",
    curve: (reductions) => (reductions ? "with reductions" : "without reductions")
  }),
  strideIn1x1: flag({
    label: "Stride in 1×1",
    help: "Whether bottlenecks stride in the first 1×1 convolution, as in the paper."
  }),
  form: choice({
    choices: {sum: "sum", concat: "concat", grouped: "grouped"},
    label: "Form",
    help: "Which of ResNeXt's three equivalent forms is built (Xie et al. 2017, Fig. 3)."
  }),
  numClasses: integer({
    least: 1,
    most: 100_000,
    former: ["classes"],
    label: "Classes",
    help: "Outputs of the last layer."
  }),
  size: integer({least: 1, most: 4096, label: "Size", unit: "pixels", help: "Height and width of the input."})
};

/** What can be chosen about a named network: of all options, those that its family has. */
export type NamedOptions = Settings<typeof networkFields>;

export type OptionName = keyof NamedOptions;

/** The names of all options. */
export const optionNames = Object.keys(networkFields) as OptionName[];

/** Returns the field of an option. */
export function networkField(name: OptionName): Field {
  return networkFields[name] as unknown as Field;
}
