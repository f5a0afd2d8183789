import {group} from "d3-array";
import {invalid} from "../fields/fault.js";
import {basicBlock} from "../network/blocks/basicBlock.js";
import type {ShortcutOption} from "../network/blocks/block.js";
import {bottleneck, expansion} from "../network/blocks/bottleneck.js";
import type {Expression} from "../network/expression.js";
import {fold} from "../network/fold.js";
import {groupWidthOf} from "../network/groupWidthOf.js";
import type {Activation, Conv, Leaf, Pool} from "../network/leaf.js";
import {networkBlocks} from "../network/networkBlocks.js";
import {framed} from "../network/zoo/frame.js";
import {type Place, residualStages} from "../network/zoo/residualStages.js";
import {type StagePlan, stageTable} from "../network/zoo/stageTable.js";

/** All that a class of residual networks must be told to build one: what is read off an expression. */
export interface ClassFacts {
  readonly block: "basic" | "bottleneck";
  readonly stem: Pick<Conv, "filters" | "kernel" | "stride" | "padding">;
  readonly pool?: Pool;
  readonly stages: readonly StagePlan[];
  /** Groups of the 3×3 convolutions, and channels in each for every 64 planes. */
  readonly groups: number;
  readonly widthPerGroup: number;
  /** Undefined for a plain network, which has none. */
  readonly shortcut?: ShortcutOption;
  readonly shortcutScale: number;
  readonly strideIn1x1: boolean;
  readonly norm: boolean;
  readonly zeroInitResidual: boolean;
  readonly activation: Activation["type"];
  readonly numClasses: number;
}

/**
 * Returns what a class must be told to build the network of *expression*. Throws a FaultError where it is no network of
 * residual stages, or has what such a class has no word for, such as pre-activation: the facts must build it again, and what
 * they build must be equal.
 */
export function classFacts(expression: Expression): ClassFacts {
  try {
    const facts = readFacts(expression);
    if (JSON.stringify(rebuilt(facts)) === JSON.stringify(expression)) return facts;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // sizes that no such network has
  }
  throw invalid("network", "this one", "residualClass", {});
}

/** Returns whether the class has 1×1 convolutions, in its blocks or its shortcuts. */
export function hasOnes({block, shortcut}: Pick<ClassFacts, "block" | "shortcut">): boolean {
  return block === "bottleneck" || shortcut === "B" || shortcut === "C";
}

/** Returns the leaves of an expression, in the order of a forward pass. */
function leavesOf(expression: Expression): Leaf[] {
  return fold<Leaf[]>(expression, {
    leaf: (leaf) => [leaf],
    sequence: (parts) => parts.flat(),
    sum: (branches) => branches.flat(),
    concat: (branches) => branches.flat()
  });
}

function ofType<T extends Leaf["type"]>(leaves: readonly Leaf[], ...types: T[]) {
  return leaves.filter((leaf): leaf is Extract<Leaf, {type: T}> => (types as string[]).includes(leaf.type));
}

function readFacts(expression: Expression): ClassFacts {
  const blocks = networkBlocks(expression).map(({name, residualFunction, shortcut}) => ({
    stage: name.split(".")[0],
    convs: ofType(leavesOf(residualFunction), "conv"),
    norms: ofType(leavesOf(residualFunction), "norm"),
    shortcut: shortcut && leavesOf(shortcut)
  }));
  const all = leavesOf(expression);
  const [stem] = ofType(all, "conv");
  const [pool] = ofType(all, "maxPool");
  const [first] = blocks;
  const head = ofType(all, "dense").at(-1);
  if (!stem || !first || !head) throw new RangeError("no stem, no block or no head");
  const block = first.convs.length === 3 ? "bottleneck" : "basic";
  const stages = stagesOf(blocks, block);
  const [groups, widths] = [first.convs[1].groups, stages.map(({width}) => width)];
  const bottlenecks = block === "bottleneck";
  return {
    ...{block, stem, pool, stages, groups},
    widthPerGroup: bottlenecks
      ? groupWidthOf(widths, {planes: stages.map(({planes}) => planes), groups})
      : 64,
    ...shortcutFacts(blocks.map(({shortcut}) => shortcut)),
    strideIn1x1: bottlenecks && blocks.some(({convs}) => convs[0].stride > 1),
    norm: first.norms.length > 0,
    zeroInitResidual: first.norms.at(-1)?.zeroInit ?? false,
    activation: ofType(all, "relu", "tanh", "sigmoid")[0].type,
    numClasses: head.units
  };
}

function stagesOf(
  blocks: readonly {stage: string; convs: readonly Conv[]}[],
  block: ClassFacts["block"]
): (StagePlan & {width: number})[] {
  return [...group(blocks, ({stage}) => stage).values()].map((own, i) => {
    const {convs} = own[0];
    const planes = convs.at(-1)!.filters / (block === "bottleneck" ? expansion : 1);
    const dilated = i > 0 && convs.every(({stride}) => stride === 1);
    return {count: own.length, planes, dilated, width: convs[block === "bottleneck" ? 1 : 0].filters};
  });
}

function shortcutFacts(
  shortcuts: readonly (readonly Leaf[] | undefined)[]
): Pick<ClassFacts, "shortcut" | "shortcutScale"> {
  const own = shortcuts.filter((leaves) => leaves !== undefined);
  if (own.length === 0) return {shortcutScale: 1};
  const projected = own.filter((leaves) => ofType(leaves, "conv").length > 0).length;
  const padded = own.some((leaves) => ofType(leaves, "subsample", "padChannels").length > 0);
  const shortcut = padded ? "A" : projected === own.length ? "C" : "B";
  return {shortcut, shortcutScale: ofType(own[0], "scale")[0]?.factor ?? 1};
}

/** Returns the network that a class builds of *facts*. */
function rebuilt({stem, pool, stages, block, ...facts}: ClassFacts): Expression {
  const {groups, widthPerGroup, norm, activation, zeroInitResidual, shortcut, shortcutScale} = facts;
  const common = {
    norm,
    activation,
    zeroInitResidual,
    shortcut,
    shortcutScale,
    residual: shortcut !== undefined
  };
  const build = ({first: _, inChannels, width, stride, ...place}: Place): Expression =>
    block === "basic"
      ? basicBlock(inChannels, width, {...common, stride})
      : bottleneck(inChannels, width, {
          ...{...common, ...place, stride, cardinality: groups, strideIn1x1: facts.strideIn1x1}
        });
  const table = stageTable(stages, {block, cardinality: groups, groupWidth: widthPerGroup});
  return framed(
    {stemWidth: stem.filters, kernel: stem.kernel, stride: stem.stride, pool, numClasses: facts.numClasses},
    residualStages(stem.filters, table, build),
    common
  );
}
