import type {Expression} from "../network/expression.js";
import {parameters, type ParameterSpec} from "../network/parameters.js";
import type {Volume} from "../network/shapes.js";
import {allocate, type Allocation} from "./allocate.js";
import {lowerBackward} from "./backward.js";
import {type Ground, lowerForward} from "./forward.js";
import {fuse} from "./fuse.js";
import {type Graph, PlanUnsupportedError, trace} from "./graph.js";
import type {Kernel} from "./kernel.js";
import {createLayout, type Layout, slotSize} from "./layout.js";
import {type Observation, observeBlocks} from "./observe.js";
import type {Call, Parts, Program} from "./program.js";
import {arena, sizeOf} from "./sizes.js";
import type {Space, Tensor} from "./tensor.js";

/** What a plan is made for. */
export interface PlanOptions {
  /** Images in a batch. */
  batch: number;
  parts: Parts;
  /** Defaults to "crossEntropy", against labels; "squaredError" is the mean against a target of the output's shape. */
  loss?: "crossEntropy" | "squaredError";
  /** Whether a step also gives the gradient of the images, and keeps the output. Defaults to false. */
  withInput?: boolean;
}

/**
 * A training step as a fixed list of kernels, and where their tensors are: all that is known before a device is. Made
 * once for a network and batch, then run again and again.
 */
export interface Plan {
  readonly specs: readonly ParameterSpec[];
  readonly batch: number;
  readonly input: Volume;
  readonly layout: Layout;
  /** Forward, loss, backward, and the step of gradient descent, which is the last call. */
  readonly train: Program;
  /** Like train, without the last call. */
  readonly differentiate: Program;
  /** Forward with running statistics, and loss. */
  readonly evaluate: Program;
  /** A forward pass that measures every residual block, on the batch of the last step. */
  readonly observe: Program;
  readonly observations: readonly Observation[];
  readonly allocation: Allocation;
  /** Numbers in each space but the arena. */
  readonly sizes: Readonly<Record<Exclude<Space, "arena">, number>>;
  readonly tensors: {
    readonly images: Tensor;
    readonly labels: Tensor;
    readonly testImages: Tensor;
    readonly testLabels: Tensor;
    /** Mean loss, error count. */
    readonly metrics: Tensor;
    /** Learning rate, momentum, weight decay. */
    readonly hyper: Tensor;
    /** After train, if it was asked for, and after evaluate. */
    readonly trainOutput: Tensor;
    readonly output: Tensor;
    readonly inputGradient?: Tensor;
  };
  /** Residual blocks whose sums have a gate, in order. */
  readonly blocks: readonly string[];
  /** Returns the gate of a block: what its residual function and its shortcut are multiplied by, forward and backward. */
  gate(block: string): Tensor;
  /** Like gate, except that it is that of evaluate, where nothing goes back. */
  testGate(block: string): Tensor;
}

/**
 * Returns the plan of a *network* for batches of images of *input* size. Throws a PlanUnsupportedError if it has a layer
 * that no kernel does.
 */
export function createPlan(
  network: Expression,
  input: Volume,
  {batch, parts, loss = "crossEntropy", withInput = false}: PlanOptions
): Plan {
  const specs = parameters(network, input);
  const layout = createLayout(specs);
  const traced = trace(network, input);
  const graph = fuse(traced);
  const blocks = gatesOf(graph);
  const outputSize = sizeOf(graph.output, batch);

  const at = (space: Space, size: number, offset = 0): Tensor => ({name: space, space, size, offset});
  const images = at("images", sizeOf(graph.input, batch));
  const labels = at("labels", loss === "crossEntropy" ? batch : outputSize);
  const testImages = at("testImages", images.size);
  const testLabels = at("testLabels", labels.size);
  const metrics = at("metrics", 2);
  const hyper = at("hyper", 4);
  const gateAt = (block: string, first: number) => {
    const index = blocks.indexOf(block);
    if (index < 0) throw new RangeError(`unknown block: ${block}; this network has no such residual block`);
    return at("gates", 4, (first + index) * slotSize);
  };
  const gate = (block: string) => gateAt(block, 0);
  const testGate = (block: string) => gateAt(block, blocks.length);
  const ground: Ground = {batch, layout, parts, images, gate};

  const forward = lowerForward(graph, ground, "batch");
  const trainOutput = forward.tensorOf(graph.output);
  const outputGradient = arena("gradient of the output", outputSize);
  const backward = lowerBackward(graph, forward, ground, {outputGradient, withInput});
  const gradients = [...forward.calls, lossCall(trainOutput, labels, outputGradient), ...backward.calls];
  const evaluation = lowerForward(graph, {...ground, images: testImages, gate: testGate}, "running");
  const output = evaluation.tensorOf(graph.output);
  const measured = observeBlocks(traced, ground);

  const programs = {
    train: {name: "train", calls: [...gradients, sgdCall()]},
    differentiate: {name: "differentiate", calls: gradients},
    evaluate: {name: "evaluate", calls: [...evaluation.calls, lossCall(output, testLabels)]},
    observe: {name: "observe", calls: measured.calls}
  };
  const pinned = new Set([output, ...(withInput ? [trainOutput, backward.inputGradient!] : [])]);
  return {
    ...programs,
    specs,
    batch,
    input,
    layout,
    blocks,
    gate,
    testGate,
    observations: measured.observations,
    allocation: allocate([programs.train, programs.evaluate, programs.observe], pinned),
    sizes: {
      parameters: layout.size,
      gradients: layout.size,
      velocities: layout.size,
      statistics: layout.statisticsSize,
      gates: Math.max(1, 2 * blocks.length) * slotSize,
      images: images.size,
      labels: labels.size,
      testImages: testImages.size,
      testLabels: testLabels.size,
      metrics: slotSize,
      hyper: hyper.size,
      observations: Math.max(1, measured.observations.length) * slotSize
    },
    tensors: {
      images,
      labels,
      testImages,
      testLabels,
      metrics,
      hyper,
      trainOutput,
      output,
      inputGradient: backward.inputGradient
    }
  };

  function lossCall(output: Tensor, labels: Tensor, gradient?: Tensor): Call {
    if (loss === "squaredError") {
      const doutput = gradient ?? arena("unused gradient", outputSize);
      return {
        kernel: {type: "squaredError", size: outputSize},
        read: {output, target: labels},
        write: {metrics, doutput}
      };
    }
    const [height, width, classes] = graph.output.volume;
    if (height * width !== 1) {
      throw new PlanUnsupportedError(`no kernel for class scores over ${height}×${width} positions`);
    }
    const kernel: Kernel = {type: "crossEntropy", batch, classes, gradient: gradient !== undefined};
    return {kernel, read: {logits: output, labels}, write: {metrics, ...(gradient && {dlogits: gradient})}};
  }

  function sgdCall(): Call {
    return {
      kernel: {type: "sgd", size: layout.size},
      read: {gradients: layout.whole("gradients"), hyper},
      write: {parameters: layout.whole("parameters"), velocities: layout.whole("velocities")}
    };
  }
}

function gatesOf({operations}: Graph): string[] {
  const gates = operations.flatMap((operation) =>
    "gate" in operation && operation.gate !== undefined ? [operation.gate] : []
  );
  return [...new Set(gates)];
}
