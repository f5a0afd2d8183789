import type {Call, Program} from "./program.js";
import type {Tensor} from "./tensor.js";

/** A device that runs the programs of one plan, and has its memory. Must be disposed. */
export interface Machine {
  /** Writes numbers (of labels: integers) to the beginning of a tensor. What is left of it keeps what it holds. */
  write(tensor: Tensor, values: Float32Array | Int32Array): void;
  /**
   * Runs a program, and resolves to copies of some tensors at its end. Later runs need not wait for that. Of the blocks
   * *dropped*, by default none, no residual function is computed.
   */
  run(program: Program, read?: readonly Tensor[], dropped?: ReadonlySet<string>): Promise<Float32Array[]>;
  /** Like run, except that nothing is run: what was begun before is seen. */
  read(tensors: readonly Tensor[]): Promise<Float32Array[]>;
  /** Bytes of memory that the machine holds. */
  readonly bytes: number;
  dispose(): void;
}

/** Told while kernels are being prepared, *done* of *total*. */
export type PreparationProgress = (done: number, total: number) => void;

/** Returns what a call names *name*; throws if it has none. */
export function tensorOf({kernel, read, write}: Call, name: string): Tensor {
  const tensor = write[name] ?? read[name];
  if (!tensor) throw new RangeError(`invalid call: ${kernel.type} without ${name}`);
  return tensor;
}
