import type {Expression} from "../network/expression.js";
import {parameters, type ParameterSpec} from "../network/parameters.js";
import type {Volume} from "../network/shapes.js";
import {allocate} from "./allocate.js";
import {lowerForward} from "./forward.js";
import {fuse} from "./fuse.js";
import {gatePlaces} from "./gatePlaces.js";
import {endsResidual, gatesOf, type OperationGraph} from "./graph.js";
import type {Ground} from "./ground.js";
import {lossCall, type LossType} from "./lossCall.js";
import type {MachinePlan} from "./machinePlan.js";
import type {NormMode} from "./operations/lowering.js";
import type {OperationBase} from "./operations/operationBase.js";
import {createParameterLayout, type ParameterLayout, slotSize} from "./parameterLayout.js";
import {type Parts, type Program, withoutTrace} from "./program.js";
import {sizeOf} from "./sizes.js";
import type {Space, Tensor} from "./tensor.js";
import {trace} from "./trace.js";
import type {Term, Value} from "./value.js";

/** What is looked at. */
export interface LookPlanOptions {
  /** Images in a batch. */
  batch: number;
  parts: Parts;
  /** What normalizations go by: the running statistics, or the batch's own. Defaults to "running". */
  statistics?: NormMode;
  /**
   * Names of what is read beside the output: layers and groups by their dotted labels, such as `layer1.0` or
   * `layer1.0.bn1`; of several of one name, the second is `layer1.0.relu_2`. Defaults to none.
   */
  read?: readonly string[];
  /** Of evaluate. Defaults to "crossEntropy". */
  loss?: LossType;
}

/** An activation that is read: `[batch, ...volume]`, to be multiplied by *scale*. */
export interface Reading {
  readonly name: string;
  readonly volume: Volume;
  readonly scale: number;
  readonly tensor: Tensor;
  /** The block of whose residual function it is a part: a pass that drops that does not make it. */
  readonly residualOf?: string;
}

/**
 * A forward pass alone, by which nothing is learned: there are no gradients, no optimiser, and an activation's memory is
 * free for others as soon as it was used.
 */
export interface LookPlan extends MachinePlan {
  readonly specs: readonly ParameterSpec[];
  readonly batch: number;
  readonly input: Volume;
  readonly statistics: NormMode;
  readonly layout: ParameterLayout;
  readonly look: Program;
  /** Like look, and the loss. */
  readonly evaluate: Program;
  readonly readings: readonly Reading[];
  readonly tensors: Readonly<Record<"images" | "labels" | "metrics" | "output", Tensor>>;
  /** Residual blocks whose sums have a gate, in order. */
  readonly blocks: readonly string[];
  gate(block: string): Tensor;
}

/**
 * Returns the plan of a forward pass of *network* over batches of images of *input* size. Throws if it has nothing of a name
 * that is to be read.
 */
export function createLookPlan(
  network: Expression,
  input: Volume,
  {batch, parts, statistics = "running", read = [], loss = "crossEntropy"}: LookPlanOptions
): LookPlan {
  const specs = parameters(network, input);
  const layout = createParameterLayout(specs);
  const traced = trace(network, input, read);
  const terms = read.map((name) => [name, traced.named.get(name)!] as const);
  const graph = fuse(traced, new Set(terms.map(([, {value}]) => value)));
  const {blocks, gate} = gatePlaces(gatesOf(graph));
  const at = (space: Space, size: number): Tensor => ({name: space, space, size, offset: 0});
  const images = at("images", sizeOf(graph.input, batch));
  const labels = at("labels", loss === "crossEntropy" ? batch : sizeOf(graph.output, batch));
  const [metrics, seed] = [at("metrics", 2), at("seed", 4)];
  const ground: Ground = {batch, layout, parts, images, seed, gate};
  const forward = lowerForward(graph, ground, statistics, {training: false});
  const output = forward.tensorOf(graph.output);
  const calls = forward.calls.map(withoutTrace);
  const look = {name: "look", calls};
  const evaluate = {
    name: "evaluate",
    calls: [...calls, lossCall(loss, graph.output, {output, labels, metrics})]
  };
  const readings = terms.map(([name, term]) => readingOf(name, term, graph, forward.tensorOf));
  return {
    specs,
    batch,
    input,
    statistics,
    layout,
    look,
    evaluate,
    readings,
    blocks,
    gate,
    programs: [look, evaluate],
    seldom: [],
    allocation: allocate([look, evaluate], new Set([output, ...readings.map(({tensor}) => tensor)])),
    sizes: {
      parameters: layout.size,
      statistics: layout.statisticsSize,
      gates: Math.max(1, blocks.length) * slotSize,
      images: images.size,
      labels: labels.size,
      metrics: slotSize
    },
    tensors: {images, labels, metrics, output}
  };
}

function readingOf(
  name: string,
  {value, scale}: Term,
  {operations}: OperationGraph,
  tensorOf: (value: Value) => Tensor
): Reading {
  const maker: OperationBase | undefined = operations.find(({output}) => output === value);
  const inside = maker !== undefined && !endsResidual(maker);
  const residualOf = inside ? maker.residualOf : undefined;
  return {name, volume: value.volume, scale, tensor: tensorOf(value), residualOf};
}
