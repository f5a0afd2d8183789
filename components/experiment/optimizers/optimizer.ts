import type {Formula} from "./formula.js";

/** The numbers that a reader can choose about a step, in PyTorch's words. Each optimiser uses some of them. */
export interface StepSettings {
  /** How far a step goes. */
  learningRate: number;
  /** How strongly every parameter, batch normalization's included, is drawn to 0. */
  weightDecay: number;
  /** Of SGD: the share of the last velocity that stays. */
  momentum?: number;
  /** Of SGD: whether a step looks ahead by the momentum. */
  nesterov?: boolean;
  /** Of AdamW: the shares of the running means of the gradient and of its square that stay. */
  beta1?: number;
  beta2?: number;
  /** Of AdamW: what is added to the root of the mean square. */
  epsilon?: number;
}

/** One line of an update: the value of this name becomes what the formula gives. */
export interface Assignment {
  readonly name: string;
  readonly formula: Formula;
}

/** A way to move parameters by their gradients. Pure data: every executor makes its own program of it. */
export interface Optimizer {
  readonly type: string;
  /** Its name shown to readers. */
  readonly label: string;
  /** The numbers that are kept for each weight from step to step, all 0 at first, by their names in a model's state. */
  readonly slots: readonly string[];
  /** The settings that it uses, and what they are unless chosen. */
  readonly defaults: Readonly<StepSettings>;
  /** Returns the scalars of the formulas in a *step*, counted from 1; always the same names, in the same order. */
  scalars(settings: StepSettings, step: number): Readonly<Record<string, number>>;
  /**
   * What happens to each weight, line by line. There are the values `parameter`, `gradient` and the slots; a line gives a
   * new value to `parameter` or to a slot, or names one for the lines after it.
   */
  readonly update: readonly Assignment[];
}
