import {invalid} from "../../fields/fault.js";
import {type Expression, group, label, sequence} from "../expression.js";
import {dense, globalAveragePool, maxPool} from "../leaf.js";
import {blocksPerStage} from "./depth.js";
import {type Inception, inception} from "./googLeNet.js";
import {namedConv} from "./layerList.js";

/** Options of a small network of Inception modules. */
export interface InceptionNetOptions {
  /** Modules, half of them in each stage. Defaults to 4. */
  depth?: number;
  /** Channels that each module of the first stage puts out, a multiple of 8; the second stage has twice as many. Defaults to 32. */
  width?: number;
  /** Whether 1×1 convolutions come before the larger windows. Defaults to true. */
  reductions?: boolean;
  /** Outputs of the last layer. Defaults to 10. */
  numClasses?: number;
}

/**
 * Returns a small network of Inception modules: a 3×3 convolution, two stages of modules, each ended by a max pooling, and
 * an average of each map for a dense layer.
 *
 * - input: `[32, 32, 3]`; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits
 *
 * Its modules share their channels among the branches as GoogLeNet's module 3a does (Szegedy et al. 2014, Table 1). Without
 * **reductions** each branch keeps as many channels, the one of the pooling too: the naive module of the paper's Fig. 2(a)
 * would join all channels that are pooled, and so be wider.
 *
 * Throws if **depth** is not even, or **width** no multiple of 8.
 */
export function inceptionNet({
  depth = 4,
  width = 32,
  reductions = true,
  numClasses = 10
}: InceptionNetOptions = {}): Expression {
  const modules = blocksPerStage(depth, {perRound: 2, others: 0, family: "small Inception networks"});
  const stage = (number: number) => {
    const filters = filtersOf(number * width, reductions);
    const blocks = Array.from({length: modules}, (_, i) =>
      group(inception(filters), {label: `inception${number}_${i + 1}`, role: "block"})
    );
    return group(sequence(...blocks, label(`pool${number}`, maxPool(2))), {role: "stage"});
  };
  return sequence(
    group(namedConv("conv1", width, 3), {role: "stem"}),
    stage(1),
    stage(2),
    group(sequence(label("avgpool", globalAveragePool()), label("fc", dense(numClasses))), {role: "head"})
  );
}

/** A module of *width* channels, in the proportions of GoogLeNet's 3a: 64, 96 before 128, 16 before 32, and 32 of 256. */
function filtersOf(width: number, reductions: boolean): Inception {
  const eighth = width / 8;
  if (!Number.isInteger(eighth)) throw invalid("width", width, "multiple", {of: 8});
  return {
    ...{ones: 2 * eighth, threes: 4 * eighth, fives: eighth, poolProjection: eighth},
    ...{threesReduce: reductions ? 3 * eighth : 0, fivesReduce: reductions ? Math.ceil(eighth / 2) : 0}
  };
}
