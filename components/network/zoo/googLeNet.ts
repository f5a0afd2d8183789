import {concat, type Expression, group, label, sequence} from "../expression.js";
import {dense, dropout, globalAveragePool, localResponseNorm, maxPool} from "../leaf.js";
import {namedConv} from "./layerList.js";

/** Filters of an Inception module, in the words of GoogLeNet's Table 1. */
export interface Inception {
  /** 1×1 convolutions. */
  ones: number;
  /** 1×1 convolutions before the 3×3; 0 for none, as in the naive module. */
  threesReduce: number;
  threes: number;
  /** 1×1 convolutions before the 5×5; 0 for none. */
  fivesReduce: number;
  fives: number;
  /** 1×1 convolutions after the pooling; 0 for none, so that all pooled channels are joined. */
  poolProjection: number;
}

/**
 * Returns an Inception module: four branches whose channels are joined, with torchvision's branch names.
 *
 * Source: Szegedy et al. 2014 (arXiv:1409.4842), Fig. 2; (a) is the naive module, (b) has reductions.
 */
export function inception(filters: Inception): Expression {
  const {ones, threesReduce, threes, fivesReduce, fives, poolProjection} = filters;
  const projection = poolProjection > 0 ? [namedConv("1", poolProjection, 1)] : [];
  return concat(
    namedConv("branch1", ones, 1),
    label("branch2", reduced(threesReduce, namedConv("1", threes, 3))),
    label("branch3", reduced(fivesReduce, namedConv("1", fives, 5))),
    label("branch4", sequence(label("0", maxPool(3, {stride: 1, padding: 1})), ...projection))
  );
}

function reduced(filters: number, convolution: Expression): Expression {
  return filters > 0 ? sequence(namedConv("0", filters, 1), convolution) : convolution;
}

/** Szegedy et al. 2014, Table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
const table = {
  "3a": [64, 96, 128, 16, 32, 32],
  "3b": [128, 128, 192, 32, 96, 64],
  "4a": [192, 96, 208, 16, 48, 64],
  "4b": [160, 112, 224, 24, 64, 64],
  "4c": [128, 128, 256, 24, 64, 64],
  "4d": [112, 144, 288, 32, 64, 64],
  "4e": [256, 160, 320, 32, 128, 128],
  "5a": [256, 160, 320, 32, 128, 128],
  "5b": [384, 192, 384, 48, 128, 128]
};

/**
 * Returns the GoogLeNet of the paper: 22 weighted layers, biases and no batch normalization. The two auxiliary
 * classifiers are left out. torchvision's differs: it has batch normalization and 3×3 for 5×5 windows.
 *
 * - input: `[224, 224, 3]`
 * - result: `[1, 1, numClasses]`, logits; **numClasses** defaults to 1000
 *
 * Source: Szegedy et al. 2014 (arXiv:1409.4842), Table 1 and Fig. 3.
 */
export function googLeNet({numClasses = 1000}: {numClasses?: number} = {}): Expression {
  return sequence(
    stem(),
    stage("3a", "3b"),
    pool(3),
    stage("4a", "4b", "4c", "4d", "4e"),
    pool(4),
    stage("5a", "5b"),
    group(
      sequence(
        label("avgpool", globalAveragePool()),
        label("dropout", dropout(0.4)),
        label("fc", dense(numClasses))
      ),
      {role: "head"}
    )
  );
}

function stem(): Expression {
  const layers = [
    ...[namedConv("conv1", 64, 7, {stride: 2}), pool(1), label("norm1", localResponseNorm())],
    ...[namedConv("conv2", 64, 1), namedConv("conv3", 192, 3), label("norm2", localResponseNorm()), pool(2)]
  ];
  return group(sequence(...layers), {role: "stem"});
}

function stage(...modules: (keyof typeof table)[]): Expression {
  const blocks = modules.map((name) =>
    group(inception(row(name)), {label: `inception${name}`, role: "block"})
  );
  return group(sequence(...blocks), {role: "stage"});
}

function row(name: keyof typeof table): Inception {
  const [ones, threesReduce, threes, fivesReduce, fives, poolProjection] = table[name];
  return {ones, threesReduce, threes, fivesReduce, fives, poolProjection};
}

function pool(i: number): Expression {
  return label(`maxpool${i}`, maxPool(3, {stride: 2, ceil: true}));
}
