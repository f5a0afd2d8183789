import {type Expression, group, label, sequence} from "../expression.js";
import {
  type Activation,
  activation as activationOf,
  conv,
  dense,
  dropout,
  globalAveragePool,
  type Leaf,
  localResponseNorm,
  maxPool,
  norm as batchNorm,
  relu
} from "../leaf.js";
import {blocksPerStage} from "./depth.js";

/** What turns the last maps into classes, by its name among the choices: its name shown to readers. */
export const convNetHeads = {
  average: "average and dense",
  maps: "a map a class, averaged",
  dense: "dense",
  dropout: "dense, with dropout"
};

/** The name of a head. */
export type ConvNetHead = keyof typeof convNetHeads;

/** How strongly neighbouring channels inhibit each other, by its name among the choices: its name shown to readers. */
export const localResponses = {none: "none", alexNet: "as in AlexNet, α = 10⁻⁴", strong: "k = 1, α = 0.2"};

/** The name of a local response normalization. */
export type LocalResponseName = keyof typeof localResponses;

/** Options of a small convolutional network. */
export interface ConvNetOptions {
  /** Convolutions, half of them in each stage. Defaults to 4. */
  depth?: number;
  /** Channels of the first stage; the second has twice as many. Defaults to 16. */
  width?: number;
  /** Defaults to "relu". */
  activation?: Activation["type"];
  /** Whether batch normalization follows each convolution. Defaults to true. */
  norm?: boolean;
  /** The local response normalization that ends each stage, as in AlexNet's first two. Defaults to "none". */
  localResponse?: LocalResponseName;
  /** Defaults to "average". */
  head?: ConvNetHead;
  /** Outputs of the last layer. Defaults to 10. */
  numClasses?: number;
}

/**
 * Returns a small network of before residual ones: two stages of 3×3 convolutions, each ended by a max pooling, and a head.
 *
 * - input: `[32, 32, 3]`; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits
 *
 * It is none of a paper: its parts are AlexNet's, NIN's and VGG's, so that one can be exchanged at a time. **head** "average"
 * averages each map for a dense layer (He et al. 2015), "maps" has a convolution of 1×1 with ReLU make a map for each class
 * first, and averages those (Lin et al. 2014, §3.2), "dense" has a hidden layer of 128 over all positions, and "dropout" drops
 * half of its inputs and of its outputs in training (Krizhevsky et al. 2012, §3.5 and §4.2).
 *
 * Throws if **depth** is not even.
 */
export function convNet(options: ConvNetOptions = {}): Expression {
  const {depth = 4, width = 16, head = "average", numClasses = 10} = options;
  const layers = blocksPerStage(depth, {perRound: 2, others: 0, family: "small convolutional networks"});
  return sequence(
    stage(1, {...options, layers, width}),
    stage(2, {...options, layers, width: 2 * width}),
    group(heads[head](numClasses), {role: "head"})
  );
}

function stage(
  number: number,
  {
    layers,
    width,
    activation = "relu",
    norm = true,
    localResponse = "none"
  }: ConvNetOptions & {layers: number; width: number}
): Expression {
  const layer = (name: string): Expression[] => [
    label(`conv${name}`, conv(width, 3, {bias: !norm})),
    ...(norm ? [label(`bn${name}`, batchNorm())] : []),
    label(`${activation}${name}`, activationOf(activation))
  ];
  const all = Array.from({length: layers}, (_, i) => layer(`${number}_${i + 1}`));
  const response = responses[localResponse].map((leaf) => label(`norm${number}`, leaf));
  return group(sequence(...all.flat(), ...response, label(`pool${number}`, maxPool(2))), {role: "stage"});
}

const responses: Record<LocalResponseName, Leaf[]> = {
  none: [],
  alexNet: [localResponseNorm()],
  strong: [localResponseNorm({k: 1, alpha: 1})] // PyTorch's α, for five channels together
};

const hidden = 128;

const heads: Record<ConvNetHead, (numClasses: number) => Expression> = {
  average: (numClasses) => sequence(label("avgpool", globalAveragePool()), label("fc", dense(numClasses))),
  maps: (numClasses) =>
    sequence(
      label("cccp", conv(numClasses, 1, {bias: true})),
      label("relu", relu()),
      label("avgpool", globalAveragePool())
    ),
  dense: (numClasses) =>
    sequence(label("fc1", dense(hidden)), label("relu", relu()), label("fc2", dense(numClasses))),
  dropout: (numClasses) =>
    sequence(
      ...[label("drop1", dropout(0.5)), label("fc1", dense(hidden)), label("relu", relu())],
      ...[label("drop2", dropout(0.5)), label("fc2", dense(numClasses))]
    )
};
