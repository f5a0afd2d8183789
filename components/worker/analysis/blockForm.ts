import type {ModelState} from "../../experiment/modelState.js";

/** The input of a block and the target of its output: its loss is the mean squared difference. */
export interface BlockBatch {
  /** `[count, height, width, channels]` */
  x: Float32Array;
  count: number;
  /** In the shape of the output. */
  target: Float32Array;
}

/** What a forward and backward pass gave. */
export interface BlockPass {
  output: Float32Array;
  inputGradient: Float32Array;
}

/** A block on a device that goes forward and backward on one batch. Must be disposed. */
export interface FormModel {
  readonly executor: "plan" | "reference";
  /** Calls of kernels in a pass; on the reference executor, where TensorFlow.js makes them, undefined. */
  readonly kernels?: number;
  load(state: ModelState): void;
  pass(): Promise<BlockPass>;
  /** Like pass, except that it reads only as much as shows that the pass has ended. */
  run(): Promise<void>;
  dispose(): void;
}
