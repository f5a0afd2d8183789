import {invalid} from "../fields/fault.js";
import {basicBlock} from "../network/blocks/basicBlock.js";
import type {ShortcutOption} from "../network/blocks/block.js";
import {bottleneck, bottleneckWidth, expansion} from "../network/blocks/bottleneck.js";
import type {Expression} from "../network/expression.js";
import {fold} from "../network/fold.js";
import {groupWidthOf} from "../network/groupWidthOf.js";
import type {Activation, Conv, Leaf, Pool} from "../network/leaf.js";
import {networkBlocks} from "../network/networkBlocks.js";
import {framed} from "../network/zoo/frame.js";
import {type Place, residualStages, type Stage} from "../network/zoo/residualStages.js";

/** Blocks at one resolution, as a class of PyTorch counts them. */
export interface StageFacts {
  /** Blocks. */
  readonly count: number;
  /** Channels of a basic block's result, and a quarter of a bottleneck's. */
  readonly planes: number;
  /** Whether it dilates where it would stride by 2. */
  readonly dilated: boolean;
}

/** All that a class of residual networks must be told to build one: what is read off an expression. */
export interface ClassFacts {
  readonly block: "basic" | "bottleneck";
  readonly stem: Pick<Conv, "filters" | "kernel" | "stride" | "padding">;
  readonly pool?: Pool;
  readonly stages: readonly StageFacts[];
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

interface NamedLeaf {
  readonly name: string;
  readonly leaf: Leaf;
}

/** Returns the leaves of an expression with their dotted names, in the order of a forward pass. */
function leavesOf(expression: Expression): NamedLeaf[] {
  return fold<NamedLeaf[]>(expression, {
    leaf: (leaf, name) => [{name, leaf}],
    sequence: (parts) => parts.flat(),
    sum: (branches) => branches.flat(),
    concat: (branches) => branches.flat()
  });
}

function ofType<T extends Leaf["type"]>(leaves: readonly NamedLeaf[], ...types: T[]) {
  return leaves
    .map(({leaf}) => leaf)
    .filter((leaf): leaf is Extract<Leaf, {type: T}> => (types as string[]).includes(leaf.type));
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
  const [first] = blocks;
  const head = ofType(all, "dense").at(-1);
  if (!stem || !first || !head) throw new RangeError("no stem, no block or no head");
  const block = first.convs.length === 3 ? "bottleneck" : "basic";
  const stages = stagesOf(blocks, block);
  const [groups, widths] = [first.convs[1].groups, stages.map(({width}) => width)];
  const bottlenecks = block === "bottleneck";
  return {
    ...{block, stem, stages, groups},
    ...(ofType(all, "maxPool").length > 0 && {pool: ofType(all, "maxPool")[0]}),
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
): (StageFacts & {width: number})[] {
  return [...new Set(blocks.map(({stage}) => stage))].map((name, i) => {
    const own = blocks.filter(({stage}) => stage === name);
    const {convs} = own[0];
    const planes = convs.at(-1)!.filters / (block === "bottleneck" ? expansion : 1);
    const dilated = i > 0 && convs.every(({stride}) => stride === 1);
    return {count: own.length, planes, dilated, width: convs[block === "bottleneck" ? 1 : 0].filters};
  });
}

function shortcutFacts(
  shortcuts: readonly (readonly NamedLeaf[] | undefined)[]
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
  let dilation = 1;
  const table = stages.map(({count, planes, dilated}, i): Stage => {
    const before = dilation;
    if (dilated) dilation *= 2;
    return {
      ...{count, stride: i > 0 && !dilated ? 2 : 1, dilation: [before, dilation]},
      width: block === "basic" ? planes : bottleneckWidth(planes, widthPerGroup, groups),
      outChannels: block === "basic" ? planes : planes * expansion
    };
  });
  return framed(
    {stemWidth: stem.filters, kernel: stem.kernel, stride: stem.stride, pool, numClasses: facts.numClasses},
    residualStages(stem.filters, table, build),
    common
  );
}
