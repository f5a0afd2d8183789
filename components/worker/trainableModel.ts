import type {ModelState} from "../experiment/modelState.js";
import type {StepOptions} from "../experiment/optimizers/optimizers.js";
import type {Measurements} from "../model/measurements.js";
import type {BatchResult} from "../model/model.js";

/** A network with its parameters on a device: what Model and PlanModel have in common. Must be disposed. */
export interface TrainableModel {
  step(
    images: Float32Array,
    labels: Int32Array,
    options: StepOptions & {seed?: number; measured?: boolean}
  ): Promise<BatchResult>;
  /** Measures the last step, which must have been begun with **measured**. To be called before the next one begins. */
  measure(): Promise<Measurements>;
  evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult>;
  /** Returns the class that each of *images* `[count, height, width, channels]` is put in, with running statistics. */
  classify(images: Float32Array): Promise<number[]>;
  state(): Promise<ModelState>;
  load(state: ModelState): void;
  /** Becomes the deep network of a run that begins with a shallow one. Other models have none. */
  deepen?(): Promise<void>;
  /** Trains its body too from the next step on, of a run that begins with a frozen one. Other models have none. */
  unfreeze?(): Promise<void>;
  dispose(): void;
}
